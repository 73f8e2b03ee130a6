"""Two deeds at the same moment: whatever the order, the rows and the counts agree."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from social import services
from tests.deeds import follow
from topin import sql
from topin.errors import Conflict


def at_once(*deeds):
    def run(deed):
        try:
            return deed()
        except Conflict as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_one_who_follows_from_eight_devices_at_once_follows_once(alice, bob, superuser):
    at_once(*[lambda: follow(bob, alice)] * 8)
    assert superuser.execute("select count(*) from followers").fetchone() == (1,)
    assert sql.ask(bob.viewer, "get_follower_count", alice.id) == 1


def test_two_who_follow_each_other_at_once_do_not_wait_in_a_ring(alice, bob):
    for _ in range(5):
        at_once(lambda: follow(alice, bob), lambda: follow(bob, alice))
        services.unfollow_member(alice.viewer, bob.id)
        services.unfollow_member(bob.viewer, alice.id)
    assert sql.ask(bob.viewer, "get_follower_count", alice.id) == 0


def test_the_limit_holds_when_two_follows_race_for_the_last_place(alice, bob, charlie, settings, superuser):
    settings.FOLLOW_LIMIT = 1
    answers = at_once(lambda: follow(alice, bob), lambda: follow(alice, charlie))
    assert sum(isinstance(answer, Conflict) for answer in answers) == 1
    assert superuser.execute("select count(*) from followers").fetchone() == (1,)
