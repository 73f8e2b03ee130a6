"""A post by an author with very many followers: `python -m bench.fanout --followers 100000`.

Every follower has a timeline. Timed are the chunks by which workers bring the post to all of them, against one
`insert … select` of as many rows into a table like it, and another member's home feed meanwhile against the
same feed in peace. The limit above which authors are merged at reading is lifted for it.
"""

import argparse
import os
import statistics
import threading
import time
from uuid import UUID

import psycopg

from bench.rig import rig

PAGE = "select api.get_visible_posts_for_user(%s, 20, '')"
ROUNDS = 5


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=10_000, help="the other members")
    parser.add_argument("--followers", type=int, default=100_000)
    arguments = parser.parse_args()
    with (
        rig(arguments.users, WIDE_AUTHOR_FOLLOWERS=10**9) as machine,
        psycopg.connect(machine.superuser_url(), autocommit=True) as connection,
    ):
        author = machine.members[0]
        reader = _reader(connection)
        _add_followers(connection, author, arguments.followers)
        _measure(machine, connection, author, reader, arguments.followers)


def _reader(connection):
    """A member in the middle, with a timeline."""
    (reader,) = connection.execute(
        "select follower_id from (select follower_id, count(*) from followers group by 1) f order by count"
        " offset (select count(distinct follower_id) / 2 from followers) limit 1"
    ).fetchone()
    connection.execute("select api.begin_timeline(%s)", [reader])
    connection.execute("select api.build_timeline(%s, 800)", [reader])
    return reader


def _add_followers(connection, author, count):
    connection.execute("set session_replication_role = replica")
    connection.execute("create temporary table more as select uuidv7() as id from generate_series(1, %s)", [count])
    connection.execute("insert into users (id, email, password_hash) select id, id || '@bench.test', '!' from more")
    connection.execute(
        "insert into profiles (user_id, handle, display_name)"
        " select id, 'follower_' || row_number() over (), 'Follower' from more"
    )
    connection.execute("insert into followers (follower_id, followed_id) select id, %s from more", [author])
    connection.execute(
        "insert into timeline_states (user_id, built_at) select id, now() + interval '1 hour' from more"
        " on conflict do nothing"
    )
    connection.execute("set session_replication_role = origin")
    connection.execute("create table bench_floor (like timelines including all)")
    connection.execute("vacuum analyze")


def _measure(machine, connection, author, reader, count):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
    django.setup()
    from posts import services
    from topin import sql

    def write_plainly():
        connection.execute(
            "insert into bench_floor select s.user_id, now(), uuidv7() from timeline_states s limit %s", [count]
        )

    def fan_out():
        post = UUID(services.create_post(sql.Viewer.user(author), text="To everybody").loads()["id"])
        while services.fan_out(sql.SYSTEM, post):
            pass

    floor, spread = [], []
    peace = _pages(machine, reader, lambda: time.sleep(2))
    meanwhile = []
    for _ in range(ROUNDS):
        floor.append(_seconds(write_plainly))
        meanwhile += _pages(machine, reader, lambda: spread.append(_seconds(fan_out)))
    print(f"insert … select of {count:,} rows   {statistics.median(floor) * 1000:8.0f} ms")
    print(f"fan-out to {count:,} timelines      {statistics.median(spread) * 1000:8.0f} ms")
    print(f"ratio                              {statistics.median(spread) / statistics.median(floor):8.2f} ×")
    slower = statistics.median(meanwhile) / statistics.median(peace)
    print(f"another member's page meanwhile    {slower:8.2f} × the time")


def _seconds(deed):
    started = time.perf_counter()
    deed()
    return time.perf_counter() - started


def _pages(machine, reader, deed):
    """Seconds of each page that a member reads while something is done."""
    done, found = threading.Event(), []

    def read():
        with psycopg.connect(machine.superuser_url(), autocommit=True) as connection:
            connection.execute("select set_config('topin.user_id', %s, false)", [str(reader)])
            while not done.is_set():
                found.append(_seconds(lambda: connection.execute(PAGE, [reader]).fetchone()))
                time.sleep(0.005)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        deed()
    finally:
        done.set()
        thread.join()
    return found


if __name__ == "__main__":
    main()
