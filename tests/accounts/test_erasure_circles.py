"""What an erasure leaves of circles: owners who are there, exact counts, and nobody who is gone."""

import pytest

from accounts.jobs import leaving as jobs
from social import circle_services as circles
from tests.accounts.traces import Traces
from tests.at_once import at_once
from tests.deeds import circle_of, leave_for_good, set_profile


@pytest.fixture
def traces(superuser, alice, bob):
    return Traces(superuser, alice, bob)


def roles_in(superuser, circle):
    """{handle: role}, after a look whether the count is exact."""
    rows = superuser.execute(
        "select p.handle, m.role from circle_members m join profiles p using (user_id) where circle_id = %s", [circle]
    ).fetchall()
    count = superuser.execute("select members_count from circles where id = %s", [circle]).fetchone()
    assert count == (len(rows),)
    return dict(rows)


def test_a_circle_passes_to_the_moderator_who_is_there_longest(superuser, alice, bob, charlie, join):
    circle = circle_of(superuser, alice, join("oldest"), moderators=[bob, charlie])
    superuser.execute("update circle_members set joined_at = '2020-01-01' where role = 'member'")
    leave_for_good(superuser, alice)
    assert jobs.erase_deleted_accounts() == 1
    assert roles_in(superuser, circle) == {"bob": "owner", "charlie": "moderator", "oldest": "member"}
    told = superuser.execute("select subject_id, data from events where kind = 'circle_role_changed'").fetchall()
    assert told == [(circle, {"user_id": str(bob.id), "role": "owner"})]


def test_without_moderators_it_passes_to_the_member_who_is_there_longest(superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice, charlie, bob)
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert roles_in(superuser, circle) == {"charlie": "owner", "bob": "member"}


def test_who_is_suspended_or_leaving_inherits_last(superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice, charlie, moderators=[bob])
    set_profile(superuser, bob, "is_hidden", True)
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert roles_in(superuser, circle) == {"charlie": "owner", "bob": "moderator"}
    leave_for_good(superuser, charlie)
    jobs.erase_deleted_accounts()
    assert roles_in(superuser, circle) == {"bob": "owner"}


def test_a_circle_of_one_closes_with_its_owner_and_says_nothing_any_more(superuser, alice, bob, traces):
    circle = circle_of(superuser, alice, name="Rabbit hole", description="Down the hole", slug="rabbits")
    superuser.execute("insert into circle_requests (circle_id, user_id) values (%s, %s)", [circle, bob.id])
    leave_for_good(superuser, alice)
    assert jobs.erase_deleted_accounts() == 1
    found = superuser.execute("select closed_at is not null, members_count from circles where id = %s", [circle])
    assert found.fetchone() == (True, 0)
    assert superuser.execute("select count(*) from circle_requests").fetchone() == (0,)
    for words in ("rabbit", "hole"):
        assert traces.found(words) == set()


def test_a_member_or_moderator_leaves_a_circle_to_its_owner(superuser, alice, bob, charlie):
    first = circle_of(superuser, bob, charlie, moderators=[alice])
    second = circle_of(superuser, bob, alice, slug="cooks")
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert roles_in(superuser, first) == {"bob": "owner", "charlie": "member"}
    assert roles_in(superuser, second) == {"bob": "owner"}


def test_a_ban_outlives_whoever_spoke_it(superuser, alice, bob, charlie):
    circle = circle_of(superuser, bob, moderators=[alice])
    circles.ban_from_circle(alice.viewer, circle, charlie.id)
    circles.create_circle_link(alice.viewer, circle)
    leave_for_good(superuser, alice)
    jobs.erase_deleted_accounts()
    assert superuser.execute("select user_id, banned_by_id from circle_bans").fetchall() == [(charlie.id, None)]
    assert superuser.execute("select count(*) from circle_invites").fetchone() == (0,), "links end with their maker"


def test_an_erasure_and_deeds_in_its_circles_wait_for_each_other(superuser, alice, join):
    guests = [join(f"guest_{n}") for n in range(6)]
    joined = [circle_of(superuser, alice, slug=f"circle-{n}") for n in range(3)]
    codes = [circles.create_circle_link(alice.viewer, circle)["code"] for circle in joined]
    for circle in joined:
        superuser.execute(
            "insert into circle_members (circle_id, user_id, role) values (%s, %s, 'moderator')", [circle, guests[0].id]
        )
        superuser.execute("update circles set members_count = 2 where id = %s", [circle])
    superuser.execute("update circle_invites set inviter_id = %s", [guests[0].id])
    leave_for_good(superuser, alice)

    def coming_in(guest):
        return lambda: [circles.accept_circle_invite(guest.viewer, code) for code in reversed(codes)]

    at_once(jobs.erase_deleted_accounts, *map(coming_in, guests[1:]))
    for circle in joined:
        found = roles_in(superuser, circle)
        assert found.pop("guest_0") == "owner"
        assert found == {f"guest_{n}": "member" for n in range(1, 6)}
