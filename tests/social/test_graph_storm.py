"""20,000 deeds of 32 clients between sixty members, and the worker that folds counts killed on the way: all adds up."""

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from threading import Event, Thread

from django.conf import settings
from django.db import connections

from social import services
from tests.deeds import set_profile
from topin import sql
from topin.errors import Refused

DEEDS, CLIENTS, MEMBERS, SEED = 20_000, 32, 60, 4
#: deed → how often of a hundred; with few members they meet each other all the time.
WEIGHTS = {
    services.follow_member: 40,
    services.unfollow_member: 18,
    services.approve_follow_request: 12,
    services.approve_all_follow_requests: 2,  # locks many members at once
    services.decline_follow_request: 3,
    services.withdraw_follow_request: 4,
    services.remove_follower: 5,
    services.block_member: 6,
    services.unblock_member: 12,
}


def client(number, people):
    """One client's share; returns how many deeds were done and not refused."""
    rng, done = random.Random(SEED * 1_000 + number), 0
    deeds, weights = list(WEIGHTS), list(WEIGHTS.values())
    try:
        for _ in range(DEEDS // CLIENTS):
            (deed,) = rng.choices(deeds, weights)
            me, other = rng.sample(people, 2)
            with suppress(Refused):
                deed(me.viewer, datetime.now(UTC) if deed is services.approve_all_follow_requests else other.id)
                done += 1
    finally:
        connections.close_all()
    return done


def folding_with_deaths(stop):
    """Keeps a worker running that folds counts, and kills it every two seconds."""
    while not stop.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "tests.social.folding"], cwd=settings.BASE_DIR)
        stop.wait(2)
        worker.kill()
        worker.wait()


def deadlocks(superuser):
    return superuser.execute("select deadlocks from pg_stat_database where datname = current_database()").fetchone()[0]


def rows_of(superuser, table, column):
    return dict(superuser.execute(f"select {column}, count(*) from {table} group by 1").fetchall())


def test_counts_equal_rows_after_a_storm(superuser, join, api):
    people = [join(f"person_{n}") for n in range(MEMBERS)]
    for person in people[::3]:
        set_profile(superuser, person, "is_private", True)
    before, stop = deadlocks(superuser), Event()
    killer = Thread(target=folding_with_deaths, args=(stop,))
    killer.start()
    try:
        with ThreadPoolExecutor(CLIENTS) as pool:
            done = sum(pool.map(client, range(CLIENTS), [people] * CLIENTS))
    finally:
        stop.set()
        killer.join()
    assert done > DEEDS // 4, f"seed {SEED}: nearly everything was refused"
    time.sleep(1.1)  # backends report deadlocks once a second
    assert deadlocks(superuser) == before, f"seed {SEED}"

    followers, following = (rows_of(superuser, "followers", c) for c in ("followed_id", "follower_id"))
    assert sum(followers.values()) > MEMBERS, f"seed {SEED}: hardly anybody is followed in the end"
    for folded in (False, True):  # true while deltas wait, and after
        for person in people:
            counts = api(person).get("/api/users/me").json["counts"]
            wanted = (followers.get(person.id, 0), following.get(person.id, 0))
            assert (counts["followers"], counts["following"]) == wanted, f"seed {SEED}, folded: {folded}"
        while not folded and sql.do(sql.SYSTEM, "fold_counters"):
            pass
    across_blocks = superuser.execute(
        """with blocks as (select blocker_id as a, blocked_id as b from blocked_users
                           union select blocked_id, blocker_id from blocked_users)
           select count(*) from (select follower_id, followed_id from followers
                                 union all select requester_id, target_id from follow_requests) r (a, b)
             join blocks using (a, b)"""
    ).fetchone()
    assert across_blocks == (0,), f"seed {SEED}"
    both = superuser.execute(
        """select count(*) from follow_requests r join followers f
               on (f.follower_id, f.followed_id) = (r.requester_id, r.target_id)"""
    ).fetchone()
    assert both == (0,), f"seed {SEED}"
