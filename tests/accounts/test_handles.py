from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from accounts.jobs.profiles import forget_handles
from tests.accounts.gotrue import sign_up
from tests.at_once import at_once
from tests.deeds import block, set_profile

HANDLE = "/api/users/me/handle"


def change(api, person, handle):
    return api(person).put(HANDLE, {"handle": handle})


def by_handle(caller, handle):
    return caller.get(f"/api/users/by-handle/{handle}")


@pytest.fixture
def pass_days(superuser):
    """`pass_days(14)`: as if every change of a handle had happened so long ago."""

    def age(days):
        superuser.execute("update profiles set handle_changed_at = handle_changed_at - %s", [timedelta(days=days)])
        superuser.execute("update handle_history set given_up_at = given_up_at - %s", [timedelta(days=days)])
        forget_handles()

    return age


@pytest.fixture
def newcomer(api):
    """Somebody whose handle was made by the server."""
    return api(Authorization=f"Bearer {sign_up().json['access_token']}")


def test_a_member_takes_another_handle_in_small_letters(alice, api, superuser):
    me = change(api, alice, "Alice_2")
    assert (me.status, me.json["handle"]) == (200, "alice_2")
    assert me.json == api(alice).get("/api/users/me").json
    events = superuser.execute("select kind from events where subject_id = %s order by id desc", [alice.id]).fetchone()
    assert events == ("profile_changed",)
    written = superuser.execute("select actor_id, data from audit_log where action = 'handle_changed'").fetchall()
    assert written == [(alice.id, {"from": "alice", "to": "alice_2"})]


@pytest.mark.parametrize(
    ("handle", "code"),
    [("ab", "invalid"), ("x" * 31, "invalid"), ("a-b-c", "invalid"), ("al ice", "invalid"), ("älice", "invalid"),
     ("\u212aelvin", "invalid"), ("alice\n", "invalid"), ("Admin", "reserved"), ("settings", "reserved"),
     ("x" * 101, "max_length"), ("", "blank"), (None, "null")],
)  # fmt: skip
def test_handles_that_nobody_can_have(alice, api, handle, code):
    answer = change(api, alice, handle)
    assert (answer.status, answer.code) == (400, "invalid")
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [("handle", code)]
    assert api(alice).get("/api/users/me").json["handle"] == "alice"


def test_a_body_without_a_handle_is_refused(alice, api):
    assert api(alice).put(HANDLE, {}).json["errors"][0]["code"] == "required"
    assert api().put(HANDLE, {"handle": "dora"}).status == 401


def test_a_taken_handle_is_a_clash_also_when_its_member_hides(alice, bob, api, superuser):
    answer = change(api, alice, "BOB")
    assert (answer.status, answer.code) == (409, "handle_taken")
    set_profile(superuser, bob, "is_hidden", True)
    assert change(api, alice, "bob").code == "handle_taken"


def test_a_handle_changes_once_in_so_many_days(alice, api, pass_days, settings):
    settings.HANDLE_CHANGE_DAYS = 3
    change(api, alice, "alice_2")
    answer = change(api, alice, "alice_3")
    assert (answer.status, answer.code) == (429, "handle_changed_recently")
    assert 3 * 86400 - 60 < int(answer.headers["retry-after"]) <= 3 * 86400
    pass_days(2)
    assert change(api, alice, "alice_3").status == 429
    pass_days(1)
    assert change(api, alice, "alice_3").json["handle"] == "alice_3"


def test_the_handle_one_has_already_changes_nothing(alice, api):
    assert change(api, alice, "ALICE").json["handle"] == "alice"
    assert change(api, alice, "alice_2").status == 200
    assert change(api, alice, "alice_2").status == 200


def test_the_first_own_choice_after_a_made_handle_is_free_and_leaves_nothing(newcomer, api):
    made = newcomer.get("/api/users/me").json["handle"]
    assert newcomer.put(HANDLE, {"handle": "dora"}).status == 200
    assert by_handle(api(), made).status == 404
    assert api().get(f"/api/users/check-handle/{made}").json["available"] is True
    assert newcomer.put(HANDLE, {"handle": "dora_2"}).status == 200
    assert by_handle(api(), "dora").status == 308
    assert newcomer.put(HANDLE, {"handle": "dora_3"}).status == 429


def test_a_given_up_handle_leads_to_the_new_one(alice, bob, api, pass_days):
    change(api, alice, "alice_2")
    for caller in (api(), api(bob), api(alice)):
        moved = by_handle(caller, "ALICE")
        assert (moved.status, moved.headers["location"]) == (308, "/api/users/by-handle/alice_2")
        assert caller.get(moved.headers["location"]).json["id"] == str(alice.id)
    pass_days(14)
    change(api, alice, "alice_3")
    for old in ("alice", "alice_2"):
        assert by_handle(api(), old).headers["location"] == "/api/users/by-handle/alice_3"


def test_a_given_up_handle_leads_browsers_to_the_new_page(alice, api):
    change(api, alice, "alice_2")
    for page in ("", "/followers", "/following"):
        moved = Client().get(f"/@alice{page}")
        assert (moved.status_code, moved["Location"]) == (308, f"/@alice_2{page}")
        assert "no-cache" in moved["Cache-Control"]


def test_a_given_up_handle_of_somebody_who_is_not_there_leads_nowhere(alice, bob, api, superuser):
    change(api, alice, "alice_2")
    block(superuser, alice, bob)
    hidden, absent = by_handle(api(bob), "alice").json, by_handle(api(bob), uuid4().hex[:20]).json
    assert hidden | {"request_id": ""} == absent | {"request_id": ""}
    assert by_handle(api(), "alice").status == 308
    set_profile(superuser, alice, "is_hidden", True)
    assert by_handle(api(), "alice").status == 404


def test_a_given_up_handle_is_kept_from_others_for_a_time(alice, bob, api, pass_days, settings):
    settings.HANDLE_KEEP_DAYS = 5
    change(api, alice, "alice_2")
    assert change(api, bob, "alice").code == "handle_taken"
    assert api(bob).get("/api/users/check-handle/alice").json["reason"] == "taken"
    assert sign_up(data={"handle": "alice"}).json["user"]
    assert by_handle(api(), "alice").status == 308
    pass_days(5)
    assert by_handle(api(), "alice").status == 404
    assert api().get("/api/users/check-handle/alice").json["available"] is True
    assert change(api, bob, "alice").json["handle"] == "alice"


def test_the_own_handle_is_nobody_elses(alice, bob, api):
    assert api(alice).get("/api/users/check-handle/Alice").json == {
        "available": True,
        "reason": None,
        "suggestions": [],
    }
    assert api(bob).get("/api/users/check-handle/alice").json["reason"] == "taken"
    assert api().get("/api/users/check-handle/alice").json["reason"] == "taken"


def test_whoever_gave_a_handle_up_may_take_it_back(alice, api, pass_days, superuser):
    change(api, alice, "alice_2")
    assert api(alice).get("/api/users/check-handle/alice").json["available"] is True
    assert change(api, alice, "alice").status == 429
    pass_days(14)
    assert change(api, alice, "alice").status == 200
    assert superuser.execute("select handle from handle_history").fetchall() == [("alice_2",)]
    assert by_handle(api(), "alice").status == 200
    assert by_handle(api(), "alice_2").headers["location"] == "/api/users/by-handle/alice"


def test_of_members_who_take_one_handle_at_once_one_gets_it(alice, bob, charlie, api):
    answers = at_once(*[lambda p=person: change(api, p, "dora") for person in (alice, bob, charlie)])
    assert sorted(a.status for a in answers) == [200, 409, 409]
    assert {a.code for a in answers if a.status == 409} == {"handle_taken"}


def test_a_sign_up_and_a_change_at_once_share_no_handle(alice, api, superuser):
    answers = at_once(lambda: change(api, alice, "dora"), lambda: sign_up(data={"handle": "dora"}))
    assert answers[1].status == 200
    assert answers[0].status in (200, 409)
    assert superuser.execute("select count(*) from profiles where handle = 'dora'").fetchone() == (1,)


def test_one_member_who_changes_twice_at_once_changes_once(alice, api):
    answers = at_once(*[lambda h=handle: change(api, alice, h) for handle in ("dora", "dora_2")])
    assert sorted(a.status for a in answers) == [200, 429]


def test_a_repeat_with_the_same_key_is_answered_as_the_first(alice, api):
    key = {"Idempotency-Key": "once"}
    first = api(alice).put(HANDLE, {"handle": "dora"}, headers=key)
    again = api(alice).put(HANDLE, {"handle": "dora"}, headers=key)
    assert (again.status, again.body) == (200, first.body)
    assert again.headers["idempotent-replayed"] == "true"


def test_the_handle_of_somebody_erased_is_kept_and_leads_nowhere(bob, api, superuser):
    superuser.execute("insert into handle_history (user_id, handle) values (null, 'gone_one')")
    assert by_handle(api(), "gone_one").status == 404
    for caller in (api(), api(bob)):
        assert caller.get("/api/users/check-handle/gone_one").json["reason"] == "taken"
    assert change(api, bob, "gone_one").code == "handle_taken"


def test_suggestions_are_handles_that_can_be_had(alice, bob, api):
    change(api, alice, "alice_2")
    suggestions = api(bob).get("/api/users/check-handle/alice").json["suggestions"]
    assert len(suggestions) == 3
    assert change(api, bob, suggestions[0]).status == 200
