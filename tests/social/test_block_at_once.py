"""A block and its opposite in the same moment: whatever the order, nothing is left between the two."""

from contextlib import suppress

import pytest

from accounts import services as accounts
from social import services
from tests.at_once import at_once
from tests.deeds import follow, set_profile
from topin import sql
from topin.errors import Refused


def quietly(deed, *arguments):
    def run():
        with suppress(Refused):
            deed(*arguments)

    return run


def nothing_is_left(superuser, *people):
    for table in ("followers", "follow_requests"):
        assert superuser.execute(f"select count(*) from {table}").fetchone() == (0,), table
    for person in people:
        found = superuser.execute(
            """select c.followers + internal.count_pending('followers', c.user_id),
                      c.following + internal.count_pending('following', c.user_id)
                 from profile_counters c where c.user_id = %s""",
            [person.id],
        ).fetchone()
        assert found == (0, 0)


def test_follows_from_both_sides_do_not_outlive_a_block(alice, bob, superuser):
    for _ in range(6):
        at_once(
            quietly(follow, bob, alice),
            quietly(services.block_member, alice.viewer, bob.id),
            quietly(follow, alice, bob),
        )
        nothing_is_left(superuser, alice, bob)
        services.unblock_member(alice.viewer, bob.id)


def test_requests_do_not_outlive_a_block(alice, bob, superuser):
    set_profile(superuser, alice, "is_private", True)
    for _ in range(6):
        at_once(quietly(follow, bob, alice), quietly(services.block_member, alice.viewer, bob.id))
        nothing_is_left(superuser, alice, bob)
        services.unblock_member(alice.viewer, bob.id)


@pytest.mark.parametrize("asked_blocks", [True, False])
def test_an_approval_does_not_outlive_a_block(alice, bob, superuser, asked_blocks):
    blocker, blocked = (alice, bob) if asked_blocks else (bob, alice)
    set_profile(superuser, alice, "is_private", True)
    for _ in range(6):
        follow(bob, alice)
        at_once(
            quietly(services.approve_follow_request, alice.viewer, bob.id),
            quietly(services.block_member, blocker.viewer, blocked.id),
        )
        nothing_is_left(superuser, alice, bob)
        services.unblock_member(blocker.viewer, blocked.id)


def test_likes_of_profiles_do_not_outlive_a_block(alice, bob, superuser):
    for _ in range(6):
        at_once(
            quietly(accounts.like_profile, bob.viewer, alice.id),
            quietly(services.block_member, alice.viewer, bob.id),
            quietly(accounts.like_profile, alice.viewer, bob.id),
        )
        assert superuser.execute("select count(*) from profile_likes").fetchone() == (0,)
        pending = "select coalesce(sum(delta), 0) from counter_deltas where kind = 'profile_likes'"
        assert superuser.execute(pending).fetchone() == (0,)
        services.unblock_member(alice.viewer, bob.id)


def test_of_two_who_block_each_other_at_once_one_does(alice, bob, superuser):
    for _ in range(6):
        at_once(
            quietly(services.block_member, alice.viewer, bob.id), quietly(services.block_member, bob.viewer, alice.id)
        )
        (row,) = superuser.execute("select blocker_id, blocked_id from blocked_users").fetchall()
        services.unblock_member(sql.Viewer.user(row[0]), row[1])
