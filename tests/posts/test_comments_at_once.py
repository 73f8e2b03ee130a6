"""Comments, answers, deletions and likes in the same moment: nothing hangs in the air, and counts are exact."""

import random
from itertools import cycle

import pytest

from posts import services
from tests.at_once import at_once
from tests.deeds import comment_on, post_by
from topin import errors, sql


def tried(deed, *args, **kwargs):
    """A deed to be run; returns what it was refused with, or None."""

    def run():
        try:
            deed(*args, **kwargs)
        except errors.Refused as refusal:
            return refusal.status

    return run


def answering(person, post, parent):
    return tried(services.create_comment, person.viewer, post, text="An answer", parent_id=parent)


def deleting(person, comment):
    return tried(services.delete_comment, person.viewer, comment)


@pytest.fixture
def stored(superuser, api):
    """Asserts that what is counted is what is there, folded or not, and that no tombstone stands for nothing."""

    def check(post):
        for _ in range(2):
            (there,) = superuser.execute(
                "select count(*) from comments where post_id = %s and deleted_at is null", [post]
            ).fetchone()
            assert api().get(f"/api/posts/{post}").json["counts"]["comments"] == there
            wrong = superuser.execute(
                """select c.id from comments c left join comment_counters k on k.comment_id = c.id
                    where coalesce(k.replies, 0) + internal.count_pending('comment_replies', c.id)
                            <> (select count(*) from comments r where r.parent_id = c.id and r.deleted_at is null)
                       or coalesce(k.likes, 0) + internal.count_pending('comment_likes', c.id)
                            <> (select count(*) from likes l where l.comment_id = c.id)
                       or (c.deleted_at is not null and not exists (select from comments r where r.parent_id = c.id))"""
            ).fetchall()
            assert wrong == []
            sql.do(sql.SYSTEM, "fold_counters")
        return there

    return check


def test_an_answer_and_a_deletion_end_in_a_tombstone_or_a_refusal(alice, bob, stored, superuser):
    post = post_by(alice)
    for _ in range(8):
        comment = comment_on(post, alice)
        refused, deleted = at_once(answering(bob, post, comment), deleting(alice, comment))
        assert deleted is None
        left = superuser.execute("select deleted_at is not null from comments where id = %s", [comment]).fetchone()
        assert (refused, left) in [(None, (True,)), (400, None)]
    stored(post)


def test_the_last_two_replies_deleted_at_once_take_the_tombstone_along(alice, bob, stored, superuser):
    post = post_by(alice)
    for _ in range(8):
        first = comment_on(post, alice)
        second = comment_on(post, alice, parent=first)
        replies = [comment_on(post, bob, parent=second) for _ in range(2)]
        services.delete_comment(alice.viewer, first)
        services.delete_comment(alice.viewer, second)
        assert at_once(*(deleting(bob, reply) for reply in replies)) == [None, None]
    assert stored(post) == 0
    assert superuser.execute("select count(*) from comments").fetchone() == (0,)


def test_a_comment_is_deleted_once_by_whoever_comes_first(alice, bob, stored):
    post = post_by(alice)
    for _ in range(8):
        comment = comment_on(post, bob)
        outcomes = at_once(deleting(alice, comment), deleting(bob, comment), deleting(bob, comment))
        assert sorted(outcomes, key=str) == [404, 404, None]
    assert stored(post) == 0


def test_likes_and_a_deletion_leave_no_like_behind(alice, bob, charlie, stored, superuser):
    post = post_by(alice)
    for number in range(8):
        comment = comment_on(post, alice)
        if number % 2:
            comment_on(post, bob, parent=comment)
        likes = [tried(services.like_content, person.viewer, comment) for person in (bob, charlie, alice)]
        assert set(at_once(*likes, deleting(alice, comment))) <= {None, 404}
    stored(post)
    assert superuser.execute("select count(*) from likes").fetchone() == (0,)


def test_a_deep_answer_and_deletions_above_it(alice, bob, stored):
    post = post_by(alice)
    for _ in range(8):
        line = [comment_on(post, alice)]
        for _ in range(2):
            line.append(comment_on(post, alice, parent=line[-1]))
        refused, *deleted = at_once(answering(bob, post, line[2]), *(deleting(alice, comment) for comment in line))
        assert refused in (None, 400)
        assert deleted == [None, None, None]
    stored(post)


def test_a_storm_of_everything_counts_exactly(alice, bob, charlie, join, stored):
    people = [alice, bob, charlie, join("dora"), join("emil")]
    post = post_by(alice)
    standing = [comment_on(post, person) for person in people]

    def storm(person, seed):
        chance = random.Random(seed)

        deeds = {
            "answer": lambda target: standing.append(comment_on(post, person, parent=target)),
            "comment": lambda _: standing.append(comment_on(post, person)),
            "like": lambda target: services.like_content(person.viewer, target),
            "unlike": lambda target: services.unlike_content(person.viewer, target),
            "delete": lambda target: services.delete_comment(person.viewer, target),
            "fold": lambda _: sql.do(sql.SYSTEM, "fold_counters"),
        }

        def deed():
            for _ in range(25):
                target = chance.choice(standing)
                kind = chance.choice(["answer", *deeds])
                outcome = tried(deeds[kind], target)()
                assert outcome in (None, 400, 403, 404), kind

        return deed

    at_once(*(storm(person, seed) for person, seed in zip(cycle(people), range(8))))
    stored(post)


def test_the_clock_counts_while_comments_go(alice, bob, stored, superuser):
    post = post_by(alice)
    for _ in range(12):
        comments = [comment_on(post, alice) for _ in range(3)]
        for comment in comments:
            services.like_content(bob.viewer, comment)
        deletions = [deleting(alice, comment) for comment in comments]
        assert at_once(*deletions, *[tried(sql.do, sql.SYSTEM, "fold_counters")] * 2) == [None] * 5
    assert stored(post) == 0
    for table in ("comment_counters", "counter_deltas"):
        assert superuser.execute(f"select count(*) from {table}").fetchone() == (0,), table
