"""Invites to circles in person: who is invited, what they are told, and how an invite ends."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from social import circle_services as circles
from social import services as social
from tests.at_once import at_once
from tests.deeds import block, circle_of, set_profile

MINE = "/api/circles/invites"


@pytest.fixture
def circle(superuser, alice):
    return circle_of(superuser, alice, name="Gardeners of Kent")


def invites_of(circle):
    return f"/api/circles/{circle}/invites"


def statuses(answer):
    return [result["status"] for result in answer.json["results"]]


def invite(api, person, circle, *people, **fields):
    return api(person).post(invites_of(circle), {"user_ids": [str(p.id) for p in people], **fields})


def without_id(answer):
    return {key: value for key, value in answer.json.items() if key != "request_id"}


def in_days(days):
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


def test_who_is_invited_finds_the_circle(api, alice, bob, charlie, circle):
    answer = invite(api, alice, circle, bob)
    assert (answer.status, answer.json) == (200, {"results": [{"user_id": str(bob.id), "status": "invited"}]})
    (item,) = api(bob).get(MINE).json["items"]
    assert set(item) == {"circle", "inviter", "invited_at", "expires_at"}
    assert (item["circle"]["name"], item["circle"]["viewer"]["role"]) == ("Gardeners of Kent", None)
    assert (item["inviter"]["handle"], item["expires_at"]) == ("alice", None)
    assert api(charlie).get(MINE).json["items"] == api(alice).get(MINE).json["items"] == []
    assert api().get(MINE).status == 401


def test_each_is_answered_in_the_order_given(api, superuser, join, alice, bob, charlie):
    banned, blocker, blocked, hidden = (join(n) for n in ("banned_one", "blocker_one", "blocked_one", "hidden_one"))
    circle = circle_of(superuser, alice, charlie)
    circles.ban_from_circle(alice.viewer, circle, banned.id)
    block(superuser, blocker, alice)
    block(superuser, alice, blocked)
    set_profile(superuser, hidden, "is_hidden", True)
    answer = invite(api, alice, circle, charlie, blocker, bob, banned, blocked, hidden, alice, bob)
    assert statuses(answer) == [
        "already_member", "not_found", "invited", "banned", "not_found", "not_found", "already_member",
        "already_invited",
    ]  # fmt: skip
    unknown = api(alice).post(invites_of(circle), {"user_ids": [str(uuid4()), str(bob.id)]})
    assert statuses(unknown) == ["not_found", "already_invited"]
    assert superuser.execute("select invitee_id from circle_invites").fetchall() == [(bob.id,)]


def test_a_blocked_member_of_the_circle_is_not_found(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, bob)
    assert statuses(invite(api, alice, circle, bob)) == ["already_member"]
    block(superuser, bob, alice)
    assert statuses(invite(api, alice, circle, bob)) == ["not_found"]


def test_owner_and_moderators_invite_and_nobody_else(api, superuser, join, alice, bob, charlie):
    outsider, guest = join("outsider"), join("guest")
    circle = circle_of(superuser, alice, charlie, moderators=[bob])
    for person, status in ((alice, 200), (bob, 200), (charlie, 403), (outsider, 403)):
        assert invite(api, person, circle, guest).status == status
    assert invite(api, outsider, circle, guest).code == "not_a_member"
    assert api().post(invites_of(circle), {"user_ids": [str(guest.id)]}).status == 401
    superuser.execute("update circles set visibility = 'secret'")
    absent = invite(api, outsider, uuid4(), guest)
    assert without_id(invite(api, outsider, circle, guest)) == without_id(absent)
    assert absent.status == 404


def test_what_is_asked_is_checked(api, alice, bob, circle, settings):
    bodies = [
        {}, {"user_ids": []}, {"user_ids": ["bob"]}, {"user_ids": str(bob.id)}, {"user_ids": None},
        {"user_ids": [str(bob.id)], "max_uses": 3}, {"max_uses": 0}, {"max_uses": 10_001}, {"max_uses": "many"},
        {"user_ids": [str(bob.id)], "expires_at": in_days(-1)}, {"expires_at": in_days(-1)}, {"expires_at": "soon"},
        {"user_ids": [str(uuid4()) for _ in range(settings.CIRCLE_INVITES_AT_ONCE + 1)]},
    ]  # fmt: skip
    for body in bodies:
        answer = api(alice).post(invites_of(circle), body)
        assert (answer.status, bool(answer.json["errors"] or answer.json["detail"])) == (400, True), body
    assert api(alice).post(invites_of(circle), {"user_ids": [str(bob.id)], "expires_at": in_days(1)}).status == 200


def test_a_full_circle_invites_on(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, member_limit=2)
    superuser.execute("update circles set members_count = 2")
    assert statuses(invite(api, alice, circle, bob)) == ["invited"]


def test_an_invite_that_expired_counts_as_none_and_begins_anew(api, superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice, moderators=[charlie])
    invite(api, alice, circle, bob, expires_at=in_days(1))
    superuser.execute("update circle_invites set expires_at = now() - interval '1 second'")
    assert api(bob).get(MINE).json["items"] == []
    assert api(bob).delete(f"{MINE}/{circle}").status == 404
    assert statuses(invite(api, charlie, circle, bob)) == ["invited"]
    (item,) = api(bob).get(MINE).json["items"]
    assert (item["inviter"]["handle"], item["expires_at"]) == ("charlie", None)


def test_an_invite_is_declined_once(api, alice, bob, charlie, circle):
    invite(api, alice, circle, bob)
    absent = api(bob).delete(f"{MINE}/{uuid4()}")
    assert without_id(api(charlie).delete(f"{MINE}/{circle}")) == without_id(absent)
    assert api().delete(f"{MINE}/{circle}").status == 401
    answer = api(bob).delete(f"{MINE}/{circle}")
    assert (answer.status, answer.body) == (204, b"")
    again = api(bob).delete(f"{MINE}/{circle}")
    assert (again.status, without_id(again)) == (404, without_id(absent))
    assert api(bob).get(MINE).json["items"] == []
    assert statuses(invite(api, alice, circle, bob)) == ["invited"], "and may be invited again"


def test_an_invite_lets_a_secret_circle_be_seen_until_it_ends(superuser, api, alice, bob, charlie):
    circle = circle_of(superuser, alice, visibility="secret")
    absent = api(bob).delete(f"{MINE}/{uuid4()}")
    assert without_id(api(bob).delete(f"{MINE}/{circle}")) == without_id(absent)
    invite(api, alice, circle, bob)
    assert [i["circle"]["visibility"] for i in api(bob).get(MINE).json["items"]] == ["secret"]
    assert api(bob).delete(f"{MINE}/{circle}").status == 204
    assert api(bob).get(MINE).json["items"] == []


def test_invites_come_newest_first_page_by_page(api, superuser, alice, bob):
    for number in range(5):
        invite(api, alice, circle_of(superuser, alice, slug=f"circle-{number}"), bob)
    seen, cursor = [], ""
    while cursor is not None:
        page = api(bob).get(f"{MINE}?limit=2&cursor={cursor}").json
        seen += [item["circle"]["slug"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [f"circle-{n}" for n in (4, 3, 2, 1, 0)]
    assert api(bob).get(f"{MINE}?cursor=broken").code == "bad_cursor"


@pytest.mark.parametrize("by_alice", [True, False])
def test_blocking_ends_invites_between_the_two(api, superuser, alice, bob, charlie, by_alice):
    circle = circle_of(superuser, alice, moderators=[charlie])
    other = circle_of(superuser, charlie, slug="cooks")
    invite(api, alice, circle, bob)
    invite(api, charlie, other, bob)
    blocker, blocked = (alice, bob) if by_alice else (bob, alice)
    social.block_member(blocker.viewer, blocked.id)
    assert [i["circle"]["slug"] for i in api(bob).get(MINE).json["items"]] == ["cooks"]
    assert superuser.execute("select inviter_id from circle_invites").fetchall() == [(charlie.id,)]


def test_an_invite_of_somebody_out_of_sight_is_not_listed(api, superuser, alice, bob, circle):
    invite(api, alice, circle, bob)
    set_profile(superuser, alice, "is_hidden", True)
    assert api(bob).get(MINE).json["items"] == []
    set_profile(superuser, alice, "is_hidden", False)
    assert len(api(bob).get(MINE).json["items"]) == 1


def test_ids_may_come_as_text(alice, bob, circle):
    """Pages have them from JSON."""
    answer = circles.invite_to_circle(alice.viewer, str(circle), [str(bob.id)]).loads()
    assert answer["results"] == [{"user_id": str(bob.id), "status": "invited"}]


def test_a_block_in_the_same_moment_leaves_no_invite(superuser, alice, bob, circle):
    for _ in range(8):
        at_once(
            lambda: circles.invite_to_circle(alice.viewer, circle, [bob.id]),
            lambda: social.block_member(bob.viewer, alice.id),
        )
        assert superuser.execute("select count(*) from circle_invites").fetchone() == (0,)
        social.unblock_member(bob.viewer, alice.id)


def test_two_who_invite_each_other_at_once_do_not_wait_in_a_ring(superuser, alice, bob, circle):
    other = circle_of(superuser, bob, slug="cooks")
    for _ in range(8):
        at_once(
            lambda: circles.invite_to_circle(alice.viewer, circle, [bob.id]),
            lambda: circles.invite_to_circle(bob.viewer, other, [alice.id]),
        )
        assert superuser.execute("delete from circle_invites").rowcount == 2
