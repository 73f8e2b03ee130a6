"""What people are told about circles, in words that are true, and only as long as they may see the circle."""

from datetime import UTC, datetime, timedelta

import pytest

from social import circle_services as circles
from social import services as social
from tests.deeds import circle_of

LIST = "/api/notifications"


@pytest.fixture
def told(api, run_events):
    """`told(alice)`: her notifications once all events are read."""

    def told_to(person):
        run_events()
        return api(person).get(LIST).json["items"]

    return told_to


def ask(person, circle):
    circles.join_circle(person.viewer, circle)


def answer(leader, person, circle, *, let_in):
    deed = circles.approve_circle_request if let_in else circles.decline_circle_request
    deed(leader.viewer, circle, person.id)


def accept(person, leader, circle):
    circles.accept_circle_invite(person.viewer, circles.create_circle_link(leader.viewer, circle)["code"])


def texts(items):
    return [item["text"] for item in items]


def unread(api, person):
    return api(person).get(f"{LIST}/unread-count").json["count"]


def test_the_invited_are_told_and_nobody_else(superuser, alice, bob, charlie, told):
    circle = circle_of(superuser, alice, charlie, name="Gardeners of Kent", slug="kent")
    circles.invite_to_circle(alice.viewer, circle, [bob.id])
    (item,) = told(bob)
    assert (item["kind"], item["text"]) == ("circle_invite", "Alice invited you to Gardeners of Kent")
    assert (item["subject"], item["url"]) == ({"type": "circle", "id": str(circle)}, "/circles/kent")
    assert [a["handle"] for a in item["actors"]] == ["alice"]
    assert told(alice) == told(charlie) == []


def test_an_invite_is_withdrawn_when_it_is_declined(superuser, api, alice, bob, told):
    circle = circle_of(superuser, alice)
    circles.invite_to_circle(alice.viewer, circle, [bob.id])
    assert len(told(bob)) == unread(api, bob) == 1
    circles.decline_circle_invite(bob.viewer, circle)
    assert (told(bob), unread(api, bob), told(alice)) == ([], 0, [])


def test_an_invite_is_withdrawn_when_the_invited_came_in(superuser, api, alice, bob, told):
    circle = circle_of(superuser, alice)
    circles.invite_to_circle(alice.viewer, circle, [bob.id])
    assert len(told(bob)) == 1
    accept(bob, alice, circle)
    assert (told(bob), unread(api, bob)) == ([], 0)


def test_an_invite_is_withdrawn_by_a_ban_a_block_and_the_circle_s_end(superuser, api, alice, bob, told):
    for number, ending in enumerate(("ban", "close", "block")):
        circle = circle_of(superuser, alice, slug=f"circle-{number}")
        circles.invite_to_circle(alice.viewer, circle, [bob.id])
        assert len(told(bob)) == 1, ending
        if ending == "ban":
            circles.ban_from_circle(alice.viewer, circle, bob.id)
        elif ending == "close":
            circles.close_circle(alice.viewer, circle)
        else:
            social.block_member(alice.viewer, bob.id)
        assert (told(bob), unread(api, bob)) == ([], 0), ending


def test_an_invite_that_ended_before_its_event_is_never_told(superuser, alice, bob, charlie, told):
    circle = circle_of(superuser, alice)
    circles.invite_to_circle(alice.viewer, circle, [bob.id, charlie.id])
    circles.decline_circle_invite(bob.viewer, circle)
    assert told(bob) == []
    assert len(told(charlie)) == 1


def test_owner_and_moderators_hear_who_joined(superuser, join, alice, bob, charlie, told):
    circle = circle_of(superuser, alice, charlie, moderators=[bob], name="Kent", slug="kent")
    fred, gina = join("fred"), join("gina")
    accept(fred, alice, circle)
    (item,) = told(alice)
    assert (item["kind"], item["text"], item["url"]) == ("circle_join", "Fred joined Kent", "/circles/kent")
    accept(gina, bob, circle)
    for person in (alice, bob):
        assert texts(told(person)) == ["Gina and 1 other joined Kent"]
    assert told(charlie) == told(fred) == told(gina) == []


def test_who_asks_to_join_is_said_to_ask(superuser, join, alice, bob, charlie, told):
    circle = circle_of(superuser, alice, charlie, moderators=[bob], name="Kent", slug="kent")
    fred, gina = join("fred"), join("gina")
    accept(gina, alice, circle)
    ask(fred, circle)
    for person in (alice, bob):
        items = told(person)
        assert [(i["kind"], i["text"], i["url"]) for i in items] == [
            ("circle_join", "Fred asked to join Kent", "/circles/kent/requests"),
            ("circle_join", "Gina joined Kent", "/circles/kent"),
        ]
    assert told(charlie) == told(fred) == []


def test_who_is_let_in_is_told_and_nothing_waits_any_more(superuser, api, alice, bob, charlie, told):
    circle = circle_of(superuser, alice, moderators=[charlie], name="Kent", slug="kent")
    ask(bob, circle)
    assert len(told(alice)) == len(told(charlie)) == 1
    answer(charlie, bob, circle, let_in=True)
    (item,) = told(bob)
    assert (item["kind"], item["text"], item["url"]) == ("circle_join", "You are in Kent now", "/circles/kent")
    assert told(alice) == told(charlie) == []
    assert unread(api, alice) == 0


def test_a_declined_request_is_told_to_nobody(superuser, alice, bob, told):
    circle = circle_of(superuser, alice)
    ask(bob, circle)
    assert len(told(alice)) == 1
    answer(alice, bob, circle, let_in=False)
    assert told(alice) == told(bob) == []


def test_a_withdrawn_request_is_taken_back(superuser, alice, bob, told):
    circle = circle_of(superuser, alice)
    ask(bob, circle)
    assert len(told(alice)) == 1
    circles.leave_circle(bob.viewer, circle)
    assert told(alice) == []


def test_who_left_or_was_banned_is_taken_out(superuser, join, alice, bob, charlie, told):
    circle = circle_of(superuser, alice, name="Kent")
    accept(bob, alice, circle)
    accept(charlie, alice, circle)
    assert texts(told(alice)) == ["Charlie and 1 other joined Kent"]
    circles.ban_from_circle(alice.viewer, circle, charlie.id)
    assert texts(told(alice)) == ["Bob joined Kent"]
    circles.leave_circle(bob.viewer, circle)
    assert told(alice) == []


def test_who_was_removed_is_taken_out(superuser, alice, bob, told):
    circle = circle_of(superuser, alice)
    accept(bob, alice, circle)
    assert len(told(alice)) == 1
    circles.remove_circle_member(alice.viewer, circle, bob.id)
    assert told(alice) == []


def test_a_secret_circle_s_name_is_not_told_to_who_cannot_see_it_any_more(superuser, api, alice, bob, charlie, told):
    circle = circle_of(superuser, alice, moderators=[charlie], name="Conspiracy", visibility="secret")
    circles.invite_to_circle(alice.viewer, circle, [bob.id], datetime.now(UTC) + timedelta(hours=1))
    accept(bob, alice, circle)
    assert texts(told(charlie)) == ["Bob joined Conspiracy"]
    assert unread(api, charlie) == 1
    superuser.execute("delete from circle_members where user_id = %s", [charlie.id])
    assert "Conspiracy" not in api(charlie).get(LIST).body.decode()
    assert (unread(api, charlie), texts(told(alice))) == (0, ["Bob joined Conspiracy"])
    assert told(bob) == []


def test_an_invite_to_a_secret_circle_is_not_told_once_it_expired(superuser, api, alice, bob, told):
    circle = circle_of(superuser, alice, name="Conspiracy", visibility="secret")
    circles.invite_to_circle(alice.viewer, circle, [bob.id], datetime.now(UTC) + timedelta(hours=1))
    assert texts(told(bob)) == ["Alice invited you to Conspiracy"]
    superuser.execute("update circle_invites set expires_at = now()")
    assert "Conspiracy" not in api(bob).get(LIST).body.decode()
    assert unread(api, bob) == 0


def test_who_is_no_moderator_any_more_hears_nothing_of_who_joins(superuser, api, alice, bob, charlie, told):
    circle = circle_of(superuser, alice, moderators=[charlie])
    accept(bob, alice, circle)
    assert len(told(charlie)) == 1
    superuser.execute("update circle_members set role = 'member' where user_id = %s", [charlie.id])
    assert (told(charlie), unread(api, charlie)) == ([], 0)
    assert len(told(alice)) == 1


def test_a_kind_switched_off_is_not_told(superuser, alice, bob, charlie, told):
    superuser.execute(
        "update user_settings set notifications = %s where user_id = %s",
        ['{"kinds": {"circle_join": {"in_app": false}}}', alice.id],
    )
    circle = circle_of(superuser, alice, moderators=[charlie])
    ask(bob, circle)
    assert told(alice) == []
    assert len(told(charlie)) == 1


def test_the_list_is_narrowed_to_the_kind(superuser, api, alice, bob, charlie, told):
    circle = circle_of(superuser, alice)
    ask(bob, circle)
    social.follow_member(charlie.viewer, alice.id)
    assert len(told(alice)) == 2
    assert [i["kind"] for i in api(alice).get(f"{LIST}?kind=circle_join").json["items"]] == ["circle_join"]
