"""Many people at one circle in the same moment: its limit, its owner and its count hold."""

from contextlib import suppress

from social import circle_services as circles
from tests.at_once import at_once
from tests.crash import never_half_done
from tests.deeds import circle_of
from topin.errors import Refused


def outcome(deed, *arguments, **named):
    """A deed for `at_once` that returns how it was refused, or None."""

    def run():
        try:
            deed(*arguments, **named)
        except Refused as refusal:
            return refusal.code

    return run


def state(superuser, circle):
    """The count that is kept, the one that is true, and how many owners there are."""
    return superuser.execute(
        """select members_count, (select count(*) from circle_members where circle_id = c.id),
                  (select count(*) from circle_members where circle_id = c.id and role = 'owner')
             from circles c where id = %s""",
        [circle],
    ).fetchone()


def new_circle(owner, slug="gardeners", **fields):
    facts = {"name": "Gardeners", "description": "", "visibility": "public", "join_policy": "open", "member_limit": 50}
    return circles.create_circle(owner.viewer, slug=slug, **facts | fields).loads()["id"]


def test_a_hundred_joins_to_fifty_places(superuser, alice, join):
    circle = new_circle(alice)
    people = [join(f"person_{n}") for n in range(100)]
    answers = at_once(*[outcome(circles.join_circle, p.viewer, circle) for p in people])
    assert state(superuser, circle) == (50, 50, 1)
    assert sorted(a or "in" for a in answers) == ["circle_full"] * 51 + ["in"] * 49  # the owner is the fiftieth


def test_approvals_and_joins_share_the_places(superuser, alice, bob, join):
    circle = new_circle(alice, join_policy="approval", member_limit=5)
    people = [join(f"person_{n}") for n in range(12)]
    for person in people:
        circles.join_circle(person.viewer, circle)
    circles.update_circle(alice.viewer, circle, {"join_policy": "open"})
    late = [join(f"late_{n}") for n in range(12)]
    at_once(
        *[outcome(circles.approve_circle_request, alice.viewer, circle, p.id) for p in people],
        *[outcome(circles.join_circle, p.viewer, circle) for p in late],
    )
    assert state(superuser, circle) == (5, 5, 1)


def test_a_limit_that_is_lowered_meanwhile_holds_too(superuser, alice, join):
    circle = new_circle(alice, member_limit=20)
    people = [join(f"person_{n}") for n in range(20)]
    answers = at_once(
        *[outcome(circles.join_circle, p.viewer, circle) for p in people],
        outcome(circles.update_circle, alice.viewer, circle, {"member_limit": 8}),
    )
    kept, true, _ = state(superuser, circle)
    (limit,) = superuser.execute("select member_limit from circles").fetchone()
    assert kept == true == limit == (20 if answers[-1] else 8)


def test_joins_and_leaves_keep_the_count(superuser, alice, join):
    circle = new_circle(alice)
    people = [join(f"person_{n}") for n in range(16)]
    for person in people[:8]:
        circles.join_circle(person.viewer, circle)
    at_once(
        *[outcome(circles.leave_circle, p.viewer, circle) for p in people[:8]],
        *[outcome(circles.join_circle, p.viewer, circle) for p in people[4:]],
        *[outcome(circles.remove_circle_member, alice.viewer, circle, p.id) for p in people[2:6]],
        *[outcome(circles.ban_from_circle, alice.viewer, circle, p.id) for p in people[10:12]],
    )
    kept, true, owners = state(superuser, circle)
    assert (kept, owners) == (true, 1)
    banned = superuser.execute("select count(*) from circle_members natural join circle_bans").fetchone()
    assert banned == (0,)


def test_two_hand_overs_at_once_leave_one_owner(superuser, alice, bob, charlie):
    for n in range(5):
        circle = circle_of(superuser, alice, bob, charlie, slug=f"circle-{n}")
        at_once(
            outcome(circles.set_circle_role, alice.viewer, circle, bob.id, "owner"),
            outcome(circles.set_circle_role, alice.viewer, circle, charlie.id, "owner"),
        )
        assert state(superuser, circle) == (3, 3, 1)


def test_nobody_takes_a_slug_twice(superuser, join):
    people = [join(f"person_{n}") for n in range(12)]
    answers = at_once(*[outcome(new_circle, p, slug="the-same") for p in people])
    assert sorted(a or "made" for a in answers) == ["made"] + ["slug_taken"] * 11
    assert superuser.execute("select count(*) from circles").fetchone() == (1,)


def test_the_limit_of_own_circles_holds_when_many_are_made_at_once(superuser, alice, settings):
    settings.CIRCLES_OWNED = 2
    answers = at_once(*[outcome(new_circle, alice, slug=f"circle-{n}") for n in range(6)])
    assert sorted(a or "made" for a in answers) == ["circle_limit"] * 4 + ["made"] * 2


def test_joins_and_closing_leave_nobody_in_a_closed_circle(superuser, alice, join):
    for n in range(4):
        circle = new_circle(alice, slug=f"circle-{n}")
        people = [join(f"person_{n}_{m}") for m in range(6)]
        at_once(
            *[outcome(circles.join_circle, p.viewer, circle) for p in people],
            outcome(circles.close_circle, alice.viewer, circle),
        )
        assert state(superuser, circle) == (0, 0, 0)


def test_a_crash_leaves_no_half_joined_member(superuser, alice, bob):
    circle = new_circle(alice)

    def again():
        with suppress(Refused):
            circles.leave_circle(bob.viewer, circle)

    never_half_done(superuser, lambda: circles.join_circle(bob.viewer, circle), again)


def test_a_crash_leaves_no_circle_without_its_owner(superuser, alice, bob):
    circle = circle_of(superuser, alice, bob)

    def back():
        with suppress(Refused):
            circles.set_circle_role(bob.viewer, circle, alice.id, "owner")

    never_half_done(superuser, lambda: circles.set_circle_role(alice.viewer, circle, bob.id, "owner"), back)
    assert state(superuser, circle)[2] == 1
