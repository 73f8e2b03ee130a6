"""Answers, withdrawals, removals and requests in the same moment: counts equal rows, nobody waits in a ring."""

from contextlib import suppress
from random import Random

import pytest

from social import services
from tests.at_once import at_once
from tests.deeds import follow, set_profile
from topin.errors import NotFound


def unless_gone(deed, person, other):
    def run():
        with suppress(NotFound):
            deed(person.viewer, other.id)
            return True

    return run


def counted(superuser, person):
    return superuser.execute(
        """select c.followers + internal.count_pending('followers', c.user_id),
                  c.following + internal.count_pending('following', c.user_id)
             from profile_counters c where c.user_id = %s""",
        [person.id],
    ).fetchone()


def rows(superuser, person):
    return superuser.execute(
        """select (select count(*) from followers where followed_id = %(id)s),
                  (select count(*) from followers where follower_id = %(id)s)""",
        {"id": person.id},
    ).fetchone()


def left(superuser):
    return superuser.execute("select count(*) from follow_requests").fetchone()[0]


@pytest.fixture
def private(alice, superuser):
    set_profile(superuser, alice, "is_private", True)
    return alice


def test_of_an_approval_a_decline_and_a_withdrawal_one_counts(private, bob, superuser):
    for _ in range(6):
        follow(bob, private)
        answers = at_once(
            unless_gone(services.approve_follow_request, private, bob),
            unless_gone(services.decline_follow_request, private, bob),
            unless_gone(services.withdraw_follow_request, bob, private),
        )
        assert (answers.count(True), left(superuser)) == (1, 0)
        assert counted(superuser, private) == rows(superuser, private) == (int(bool(answers[0])), 0)
        services.unfollow_member(bob.viewer, private.id)


def test_two_approvals_make_one_follow(private, bob, superuser):
    follow(bob, private)
    answers = at_once(*[unless_gone(services.approve_follow_request, private, bob)] * 4)
    assert answers.count(True) == 1
    assert counted(superuser, private) == (1, 0)


def test_a_removal_and_an_unfollow_end_one_follow_once(alice, bob, superuser):
    for _ in range(6):
        follow(bob, alice)
        at_once(
            unless_gone(services.remove_follower, alice, bob),
            unless_gone(services.unfollow_member, bob, alice),
            unless_gone(services.remove_follower, bob, alice),
        )
        assert counted(superuser, alice) == counted(superuser, bob) == (0, 0)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_meets_counts_equal_rows(seed, join, superuser):
    """Private accounts that follow, answer, remove and withdraw in all directions."""
    chance = Random(seed)
    people = [join(f"member_{n}") for n in range(4)]
    for person in people:
        set_profile(superuser, person, "is_private", True)
    deeds = [
        services.approve_follow_request,
        services.decline_follow_request,
        services.withdraw_follow_request,
        services.remove_follower,
        services.follow_member,
        services.follow_member,
        services.unfollow_member,
    ]
    for _ in range(4):
        at_once(
            lambda: services.approve_all_follow_requests(people[0].viewer, "infinity"),
            lambda: services.approve_all_follow_requests(people[1].viewer, "infinity"),
            *[unless_gone(chance.choice(deeds), *chance.sample(people, 2)) for _ in range(14)],
        )
    for person in people:
        assert counted(superuser, person) == rows(superuser, person)
    both = """select count(*) from followers f join follow_requests r
                on (r.requester_id, r.target_id) = (f.follower_id, f.followed_id)"""
    assert superuser.execute(both).fetchone() == (0,)
