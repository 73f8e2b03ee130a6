"""Roles in a circle, whom they reach, and coming and going."""

from uuid import uuid4

from social import circle_services as circles
from tests.at_once import at_once
from tests.crash import never_half_done
from tests.deeds import block, circle_of, set_profile
from tests.social.circles.test_circles_at_once import new_circle, outcome, state

URL = "/api/circles"


def give(api, person, circle, other, role):
    return api(person).put(f"{URL}/{circle}/members/{other}", {"role": role})


def without_id(answer):
    return {key: value for key, value in answer.json.items() if key != "request_id"}


def test_a_moderator_is_made_and_unmade_once(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, bob)
    for role in ("moderator", "moderator", "member", "member"):
        assert give(api, alice, circle, bob.id, role).json == {"role": role}
        assert api(bob).get(f"{URL}/{circle}").json["viewer"]["role"] == role
    data = superuser.execute("select data ->> 'role' from events where kind = 'circle_role_changed' order by id")
    assert data.fetchall() == [("moderator",), ("member",)]


def test_a_circle_goes_to_nobody_whom_its_owner_does_not_see(api, superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice, bob, moderators=[charlie])
    absent = give(api, alice, circle, uuid4(), "owner")
    assert absent.status == 404
    block(superuser, bob, alice)
    set_profile(superuser, charlie, "is_hidden", True)
    for person, role in ((bob, "owner"), (bob, "moderator"), (charlie, "owner")):
        assert without_id(give(api, alice, circle, person.id, role)) == without_id(absent)
    set_profile(superuser, charlie, "is_hidden", False)
    assert give(api, alice, circle, charlie.id, "owner").status == 200


def test_a_block_keeps_no_moderator_in_office(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, moderators=[bob])
    block(superuser, bob, alice)
    assert api(alice).delete(f"{URL}/{circle}/members/{bob.id}").status == 204
    assert state(superuser, circle) == (1, 1, 1)


def test_who_was_removed_may_come_back(api, superuser, alice, bob):
    circle = circle_of(superuser, alice, bob, visibility="public", join_policy="open")
    door = f"{URL}/{circle}/members/{bob.id}"
    assert (api(alice).delete(door).status, api(alice).delete(door).status) == (204, 404)
    assert api(bob).post(f"{URL}/{circle}/join").json == {"role": "member", "requested": False}


def test_a_secret_circle_opens_to_the_invited_and_closes_to_the_banned(api, superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice, visibility="secret", join_policy="open", slug="hidden-one")
    absent = api(bob).post(f"{URL}/{uuid4()}/join")
    doors = [("POST", "join"), ("POST", "leave"), ("GET", "members")]

    def answers(person):
        return [api(person).request(method, f"{URL}/{circle}/{door}") for method, door in doors]

    for answer in (*answers(bob), api(bob).get(f"{URL}/hidden-one")):
        assert (answer.status, without_id(answer)) == (404, without_id(absent))
    circles.invite_to_circle(alice.viewer, circle, [bob.id, charlie.id])
    assert api(bob).get(f"{URL}/hidden-one").json["viewer"]["role"] is None
    assert api(bob).get(f"{URL}/{circle}/members").code == api(bob).post(f"{URL}/{circle}/leave").code == "not_a_member"
    assert api(bob).post(f"{URL}/{circle}/join").json["role"] == "member"
    circles.ban_from_circle(alice.viewer, circle, bob.id)
    superuser.execute("update circle_invites set expires_at = now()")  # charlie's
    for person in (bob, charlie):
        for answer in answers(person):
            assert (answer.status, without_id(answer)) == (404, without_id(absent)), person.handle


def test_whoever_comes_as_the_last_one_leaves_is_in_or_finds_nothing(superuser, alice, join):
    for number in range(6):
        circle = new_circle(alice, slug=f"circle-{number}")
        guest = join(f"guest_{number}")
        answers = at_once(
            outcome(circles.leave_circle, alice.viewer, circle), outcome(circles.join_circle, guest.viewer, circle)
        )
        (closed,) = superuser.execute("select closed_at is not null from circles where id = %s", [circle]).fetchone()
        if closed:
            assert (answers, state(superuser, circle)) == ([None, "not_found"], (0, 0, 0))
        else:
            assert (answers, state(superuser, circle)) == (["owner_must_transfer", None], (2, 2, 1))


def test_a_hand_over_to_somebody_who_is_leaving_leaves_one_owner(superuser, alice, bob):
    for number in range(6):
        circle = circle_of(superuser, alice, bob, slug=f"circle-{number}")
        handed, left = at_once(
            outcome(circles.set_circle_role, alice.viewer, circle, bob.id, "owner"),
            outcome(circles.leave_circle, bob.viewer, circle),
        )
        assert (handed, left) in ((None, "owner_must_transfer"), ("not_found", None))
        kept, true, owners = state(superuser, circle)
        assert (kept, owners) == (true, 1)


def test_a_crash_leaves_no_half_closed_circle(superuser, alice):
    circle = new_circle(alice)
    never_half_done(superuser, lambda: circles.leave_circle(alice.viewer, circle))
    assert state(superuser, circle) == (0, 0, 0)
