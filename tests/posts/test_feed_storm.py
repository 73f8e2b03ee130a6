"""Reading, liking, judging, blocking, deleting and leaving at once: nothing fails, and nobody waits in a ring."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from time import monotonic

import pytest
from django.db import connections

from accounts.jobs import leaving
from posts import jobs, services
from tests.deeds import follow, leave_for_good, post_by
from tests.posts.feeds import FEED, plant
from topin import sql

pytestmark = pytest.mark.usefixtures("_no_limits")
CLIENTS, READERS, AUTHORS = 16, 5, 4
SECONDS = float(os.environ.get("STORM_SECONDS", "4"))
DEADLOCKS = "select deadlocks from pg_stat_database where datname = current_database()"


@pytest.fixture
def crowd(superuser, join):
    """Readers who follow authors, and the posts of these with their topics."""
    readers, authors = (
        [join(f"{kind}{n}") for n in range(many)] for kind, many in (("reader", READERS), ("author", AUTHORS))
    )
    posts = [post_by(author, f"Post {n} #topic{n % 3}") for n in range(30) for author in authors]
    for n, post in enumerate(posts):
        plant(superuser, post, f"topic{n % 3}")
    for reader in readers:
        follow(reader, *authors)
    return readers, authors, posts


def test_sixteen_clients_at_once_meet_no_deadlock_and_no_fault(superuser, api, join, crowd):
    readers, authors, posts = crowd
    before = superuser.execute(DEADLOCKS).fetchone()[0]
    until = monotonic() + SECONDS
    leavers = [join(f"leaver{n}") for n in range(6)]
    for leaver in leavers:
        follow(leaver, *authors)
        follow(readers[0], leaver)
        services.like_post(leaver.viewer, posts[0])
        leave_for_good(superuser, leaver)

    def deeds_of(rng):
        me, other, post = rng.choice(readers + leavers[-1:]), rng.choice(authors), rng.choice(posts)
        page = rng.randint(1, 30)
        return [
            lambda: api(me).get(f"{FEED}&limit={page}"),
            lambda: api(me).get(f"{FEED}&limit={page}"),
            lambda: api(me).post(f"/api/posts/{post}/like"),
            lambda: api(me).delete(f"/api/posts/{post}/like"),
            lambda: api(me).post(f"/api/posts/{post}/feedback", {"kind": rng.choice(["less", "more"])}),
            lambda: api(me).post(f"/api/posts/{post}/bookmark"),
            lambda: api(me).post(f"/api/posts/{post}/view", {"seconds": 30}),
            lambda: api(me).post("/api/posts/views", {"post_ids": [str(p) for p in rng.sample(posts, 10)]}),
            lambda: api(me).put("/api/settings/privacy", {"personalised": rng.random() < 0.6}),
            lambda: api(me).post(f"/api/users/{other.id}/block"),
            lambda: api(me).delete(f"/api/users/{other.id}/block"),
            lambda: api(me).post(f"/api/posts/tags/topic{rng.randint(0, 2)}/mute"),
            lambda: api(me).delete(f"/api/posts/tags/topic{rng.randint(0, 2)}/mute"),
            lambda: api(rng.choice(authors)).delete(f"/api/posts/{post}"),
            lambda: api(other).post("/api/posts", {"text": f"New #topic{rng.randint(0, 2)}"}),
            lambda: api(me).get("/api/search/posts?q=post"),
            lambda: services.note_interest(sql.SYSTEM, me.id, post, "like"),
            lambda: sql.do(sql.SYSTEM, "refresh_feed", me.id, 200),
            lambda: services.refresh_topic_trends(sql.SYSTEM),
            lambda: sql.do(sql.SYSTEM, "forget_faded_interests", 100),
        ]

    seeds = count()

    def client():
        rng = random.Random(next(seeds))
        met = {}
        try:
            while monotonic() < until:
                answer = rng.choice(deeds_of(rng))()
                status = getattr(answer, "status", 0)
                key = (status, answer.body[:300] if status >= 500 else b"")
                met[key] = met.get(key, 0) + 1
        finally:
            connections.close_all()
        return met

    def clock():
        try:
            while monotonic() < until:
                jobs.refresh_trends()
                sql.do(sql.SYSTEM, "fold_counters")
                leaving.erase_deleted_accounts()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLIENTS + 1) as pool:
        running = [pool.submit(client) for _ in range(CLIENTS)]
        ticking = pool.submit(clock)
        met = {}
        for future in running:
            for key, many in future.result().items():
                met[key] = met.get(key, 0) + many
        ticking.result()
    assert superuser.execute(DEADLOCKS).fetchone()[0] == before
    assert [key for key in met if key[0] >= 500] == []
    assert {200, 204} <= {status for status, _ in met}
