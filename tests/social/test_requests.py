"""Who asked to follow a private account, and the answers."""

from uuid import uuid4

import pytest

from accounts import services as accounts
from social import services
from tests.deeds import block, follow, set_profile
from topin import sql, streams

REQUESTS = "/api/social/requests"


@pytest.fixture
def private(alice):
    accounts.update_privacy(alice.viewer, {"is_private": True})
    return alice


@pytest.fixture
def asked(private, bob):
    follow(bob, private)
    return private


def names(answer):
    return [item["handle"] for item in answer.json["items"]]


def counts(api, person):
    found = api(person).get("/api/users/me").json["counts"]
    return found["followers"], found["following"]


def kinds(api, person):
    return [item["kind"] for item in api(person).get("/api/notifications").json["items"]]


def without_id(answer):
    return {key: value for key, value in answer.json.items() if key != "request_id"}


def test_both_ends_see_the_request(api, asked, bob):
    (item,) = api(asked).get(REQUESTS).json["items"]
    assert set(item) == {"id", "handle", "display_name", "avatar_url", "is_verified", "is_private", "requested_at"}
    assert (item["handle"], item["requested_at"][-1]) == ("bob", "Z")
    assert names(api(bob).get(f"{REQUESTS}/sent")) == ["alice"]
    assert names(api(bob).get(REQUESTS)) == names(api(asked).get(f"{REQUESTS}/sent")) == []


def test_nobody_else_sees_it(api, asked, charlie):
    assert names(api(charlie).get(REQUESTS)) == []
    assert api().get(REQUESTS).status == api().get(f"{REQUESTS}/sent").status == 401


def test_requests_come_newest_first_page_by_page(api, private, join):
    for number in range(5):
        follow(join(f"fan_{number}"), private)
    seen, cursor = [], ""
    while cursor is not None:
        page = api(private).get(f"{REQUESTS}?limit=2&cursor={cursor}").json
        seen += [item["handle"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == ["fan_4", "fan_3", "fan_2", "fan_1", "fan_0"]


def test_a_cursor_of_the_other_list_is_refused(api, private, bob, charlie):
    follow(bob, private)
    follow(charlie, private)
    cursor = api(private).get(f"{REQUESTS}?limit=1").json["next_cursor"]
    assert api(private).get(f"{REQUESTS}/sent?cursor={cursor}").code == "bad_cursor"


def test_whom_the_viewer_may_not_see_is_left_out_and_cannot_be_answered(api, private, bob, charlie, superuser):
    follow(bob, private)
    follow(charlie, private)
    block(superuser, bob, private)
    set_profile(superuser, charlie, "is_hidden", True)
    assert names(api(private).get(REQUESTS)) == []
    for person in (bob, charlie):
        for answer in ("approve", "decline"):
            absent = api(private).post(f"{REQUESTS}/{uuid4()}/{answer}")
            hidden = api(private).post(f"{REQUESTS}/{person.id}/{answer}")
            assert (hidden.status, without_id(hidden)) == (404, without_id(absent))
    assert names(api(bob).get(f"{REQUESTS}/sent")) == []


def test_an_approved_member_follows_and_is_told(api, asked, bob, run_events):
    before = streams.position_now(bob.viewer)
    run_events()
    assert kinds(api, asked) == ["follow_request"]
    answer = api(asked).post(f"{REQUESTS}/{bob.id}/approve")
    assert (answer.status, answer.body) == (204, b"")
    run_events()
    assert sql.ask(bob.viewer, "follow_state", bob.id, asked.id) == "following"
    assert (counts(api, asked), counts(api, bob)) == ((1, 0), (0, 1))
    assert (kinds(api, asked), kinds(api, bob)) == ([], ["follow_accepted"])
    told = [e["payload"]["follow"] for e in streams.read(bob.viewer, before).items if e["kind"] == "follow.changed"]
    assert told == ["following"]


def test_a_request_is_answered_once(api, asked, bob):
    assert api(asked).post(f"{REQUESTS}/{bob.id}/approve").status == 204
    for deed in ("approve", "decline"):
        assert api(asked).post(f"{REQUESTS}/{bob.id}/{deed}").status == 404
    assert api(bob).delete(f"{REQUESTS}/{asked.id}").status == 404
    assert counts(api, asked) == (1, 0)


def test_a_decline_is_told_to_nobody(api, asked, bob, run_events, superuser):
    run_events()
    before = streams.position_now(bob.viewer)
    assert api(asked).post(f"{REQUESTS}/{bob.id}/decline").status == 204
    run_events()
    assert (kinds(api, asked), kinds(api, bob)) == ([], [])
    assert streams.read(bob.viewer, before).items == []
    assert superuser.execute("select count(*) from follow_requests").fetchone() == (0,)
    assert api(asked).post(f"{REQUESTS}/{bob.id}/approve").status == 404


def test_a_declined_member_may_ask_again(api, asked, bob):
    api(asked).post(f"{REQUESTS}/{bob.id}/decline")
    follow(bob, asked)
    assert names(api(asked).get(REQUESTS)) == ["bob"]


def test_the_other_end_answers_nothing(api, asked, bob, charlie):
    for person in (bob, charlie):
        assert api(person).post(f"{REQUESTS}/{asked.id}/approve").status == 404
        assert api(person).post(f"{REQUESTS}/{bob.id}/approve").status == 404
    assert api().post(f"{REQUESTS}/{bob.id}/approve").status == 401
    assert names(api(asked).get(REQUESTS)) == ["bob"]


def test_an_own_request_is_withdrawn_once(api, asked, bob, run_events):
    run_events()
    assert api(asked).delete(f"{REQUESTS}/{bob.id}").status == 404
    assert api(bob).delete(f"{REQUESTS}/{asked.id}").status == 204
    assert api(bob).delete(f"{REQUESTS}/{asked.id}").status == 404
    run_events()
    assert (names(api(asked).get(REQUESTS)), kinds(api, asked)) == ([], [])


def test_all_are_approved_at_once_and_the_account_stays_private(api, private, bob, charlie, run_events):
    follow(bob, private)
    follow(charlie, private)
    assert api(private).post(f"{REQUESTS}/approve-all").json == {"approved": 2}
    run_events()
    assert counts(api, private) == (2, 0)
    assert kinds(api, bob) == kinds(api, charlie) == ["follow_accepted"]
    assert api(private).get("/api/users/me").json["is_private"] is True
    assert api(private).post(f"{REQUESTS}/approve-all").json == {"approved": 0}


def test_who_asked_after_the_list_was_read_goes_on_waiting(api, private, bob, charlie):
    follow(bob, private)
    (item,) = api(private).get(REQUESTS).json["items"]
    follow(charlie, private)
    url = f"{REQUESTS}/approve-all"
    assert api(private).post(url, {"up_to": item["requested_at"]}).json == {"approved": 1}
    assert names(api(private).get(REQUESTS)) == ["charlie"]
    assert api(private).post(url, {"up_to": "soon"}).status == 400


def test_nobody_approves_whom_they_cannot_see(api, private, bob, charlie, superuser):
    follow(bob, private)
    follow(charlie, private)
    set_profile(superuser, bob, "is_hidden", True)
    block(superuser, charlie, private)
    assert api(private).post(f"{REQUESTS}/approve-all").json == {"approved": 0}


def test_more_than_one_deed_answers_follow_by_and_by_and_later_ones_wait(
    api, private, bob, superuser, run_events, monkeypatch
):
    monkeypatch.setattr(services, "AT_ONCE", 50)
    superuser.execute(
        """with made as (insert into users (email) select 'fan' || n || '@topin.test' from generate_series(1, 111) n
                         returning id),
                streams as (insert into user_streams (user_id) select id from made)
           insert into follow_requests (requester_id, target_id) select id, %s from made""",
        [private.id],
    )
    assert api(private).post(f"{REQUESTS}/approve-all").json == {"approved": 50}
    follow(bob, private)
    run_events()
    assert counts(api, private) == (111, 0)
    assert names(api(private).get(REQUESTS)) == ["bob"]
