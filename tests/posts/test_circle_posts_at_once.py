"""Posting in a circle while the membership ends: whoever comes first is waited for, and nobody posts afterwards.

The order is forced: one deed is done and not committed when the other begins.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic, sleep
from uuid import UUID

import pytest
from django.db import connections

from social import circle_services as circles
from tests.at_once import at_once
from tests.deeds import circle_of
from topin import errors, sql

WAITING = """
select count(*) from pg_stat_activity
 where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()
"""


@pytest.fixture
def circle(superuser, alice, bob):
    return circle_of(superuser, alice, bob, visibility="private")


def post(person, circle):
    """create_post as its service calls it, so that it also runs within a transaction that stays open."""
    fields = {"text": "Bye", "tags": [], "handles": [], "audience": "circle", "circle_id": str(circle)}
    return sql.do(person.viewer, "create_post", {**fields, "status": "published"}, 100)


#: Deeds that end bob's membership of alice's circle → the refusal of a post that comes after them.
ENDINGS = {
    "leave": (lambda a, b, c: circles.leave_circle(b.viewer, c), errors.Forbidden),
    "remove": (lambda a, b, c: circles.remove_circle_member(a.viewer, c, b.id), errors.Forbidden),
    "ban": (lambda a, b, c: circles.ban_from_circle(a.viewer, c, b.id), errors.Forbidden),
    "close": (lambda a, b, c: circles.close_circle(a.viewer, c), errors.Invalid),
}
endings = pytest.mark.parametrize(("end", "refusal"), ENDINGS.values(), ids=ENDINGS)


def one_then_other(superuser, person, first, second, *, undone=False):
    """Does `first`, begins `second`, and only when that waits commits the first (or takes it back).

    Returns the future of the second, which is done.
    """

    def run():
        try:
            return second()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool, suppress(Undo), sql.acting_as(person.viewer):
        first()
        later = pool.submit(run)
        _wait_until_it_waits(superuser, later)
        if undone:
            raise Undo
    return later


class Undo(Exception):
    """Rolls the first deed back."""


def _wait_until_it_waits(superuser, later):
    deadline = monotonic() + 10
    while superuser.execute(WAITING).fetchone() == (0,):
        assert not later.done(), "it did not wait"
        assert monotonic() < deadline, "it never began"
        sleep(0.01)


def posts_in(superuser, circle):
    return superuser.execute("select count(*) from posts where circle_id = %s", [circle]).fetchone()[0]


def is_member(superuser, circle, person):
    found = superuser.execute("select internal.circle_role(%s, %s)", [circle, person.id]).fetchone()
    return found != (None,)


@endings
def test_an_ending_waits_for_the_post_that_came_first(superuser, alice, bob, circle, end, refusal):
    one_then_other(superuser, bob, lambda: post(bob, circle), lambda: end(alice, bob, circle)).result()
    assert (posts_in(superuser, circle), is_member(superuser, circle, bob)) == (1, False)
    with pytest.raises(refusal):
        post(bob, circle)


@endings
def test_a_post_waits_for_the_ending_that_came_first_and_is_refused(superuser, alice, bob, circle, end, refusal):
    later = one_then_other(superuser, alice, lambda: end(alice, bob, circle), lambda: post(bob, circle))
    with pytest.raises(refusal):
        later.result()
    assert (posts_in(superuser, circle), is_member(superuser, circle, bob)) == (0, False)


@endings
def test_an_ending_that_came_to_nothing_refuses_no_post(superuser, alice, bob, circle, end, refusal):
    later = one_then_other(superuser, alice, lambda: end(alice, bob, circle), lambda: post(bob, circle), undone=True)
    assert UUID(later.result().loads()["circle"]["id"]) == circle
    assert (posts_in(superuser, circle), is_member(superuser, circle, bob)) == (1, True)


def test_who_comes_back_while_a_post_waits_is_refused_that_post_and_posts_the_next(superuser, alice, bob, circle):
    def leave_and_return():
        circles.leave_circle(bob.viewer, circle)
        circles.invite_to_circle(alice.viewer, circle, [bob.id])
        circles.join_circle(bob.viewer, circle)

    later = one_then_other(superuser, bob, leave_and_return, lambda: post(bob, circle))
    with pytest.raises(errors.Forbidden):
        later.result()
    assert post(bob, circle).loads()["text"] == "Bye"


def test_a_new_role_waits_for_no_post(superuser, alice, bob, circle):
    with sql.acting_as(bob.viewer):
        post(bob, circle)
        (given,) = at_once(lambda: circles.set_circle_role(alice.viewer, circle, bob.id, "moderator"))
    assert (given.loads(), posts_in(superuser, circle)) == ({"role": "moderator"}, 1)


def test_in_a_storm_of_posts_joins_and_leaves_every_post_is_written_or_refused(superuser, alice, bob, circle):
    """Nobody waits in a ring, and the counts are exact."""
    superuser.execute("update circles set join_policy = 'open' where id = %s", [circle])

    def writes():
        return [_unless_refused(lambda: post(bob, circle)) for _ in range(15)]

    def comes_and_goes():
        for _ in range(15):
            _unless_refused(lambda: circles.leave_circle(bob.viewer, circle))
            circles.join_circle(bob.viewer, circle)
        circles.leave_circle(bob.viewer, circle)

    *answers, _ = at_once(writes, writes, comes_and_goes)
    written = sum(answer is not None for answers_of_one in answers for answer in answers_of_one)
    assert posts_in(superuser, circle) == written
    (counted,) = superuser.execute("select internal.count_pending('posts', %s)", [bob.id]).fetchone()
    assert counted == written
    members = superuser.execute("select members_count from circles where id = %s", [circle]).fetchone()
    assert (members, is_member(superuser, circle, bob)) == ((1,), False)


def _unless_refused(deed):
    with suppress(errors.Forbidden):
        return deed()
