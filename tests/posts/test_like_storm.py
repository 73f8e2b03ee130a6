"""Likes and unlikes of ten posts by many clients, while PostgreSQL and the worker that folds are killed: all adds up.

`LIKE_STORM_DEEDS=200000 LIKE_STORM_CLIENTS=64` makes it as long and as wide as it has to be before a release (some
minutes); the suite does a share.
"""

import os
import re
import subprocess
import sys
from contextlib import contextmanager, suppress
from threading import Event, Thread

import psycopg
import pytest
from django.conf import settings

from tests import servers
from topin.embedded import ports, postgres, wheels

DEEDS = int(os.environ.get("LIKE_STORM_DEEDS", "2000"))
CLIENTS = int(os.environ.get("LIKE_STORM_CLIENTS", "16"))  # more than there are posts: they wait for each other
MEMBERS, POSTS = 400, 10
#: Between two deaths of PostgreSQL. A busy machine takes ten to connect 64 clients again: a long storm that died as
#: often as a short one would get no further.
SECONDS = max(2 + CLIENTS // 6, DEEDS // 4000)
DATABASE = "storm"
PEOPLE = f"""
insert into users (id, email, password_hash)
select uuidv7(), n || '@topin.test', '!' from generate_series(1, {MEMBERS}) n;
insert into profiles (user_id, handle, display_name) select id, 'm__' || split_part(email, '@', 1), 'M' from users;
insert into user_settings (user_id) select id from users;
insert into profile_counters (user_id) select id from users;
insert into posts (author_id, text) select user_id, 'Words' from profiles order by 1 limit {POSTS};
create table storm_people as select row_number() over (order by user_id)::int as n, user_id as id from profiles;
create table storm_posts as select row_number() over (order by id)::int as n, id from posts;
alter table storm_people add primary key (n);
alter table storm_posts add primary key (n);
grant select on storm_people, storm_posts to topin_app;
"""
#: One client's deed, in the transaction that topin/sql.py makes.
SCRIPT = f"""\\set m random(1, {MEMBERS})
\\set p random(1, {POSTS})
\\set likes random(0, 2)
select id as viewer from storm_people where n = :m \\gset
select id as post from storm_posts where n = :p \\gset
begin;
select set_config('role', 'topin_user', true), set_config('topin.user_id', :viewer, true);
\\if :likes
select like_post(:post);
\\else
select unlike_post(:post);
\\endif
commit;
"""
#: In one snapshot: what is stored, and what readers are told.
COUNTS = """
select count(*) filter (where l.post_id is not null), internal.post_likes_json(p.id) ->> 'likes', p.id
  from posts p left join likes l on l.post_id = p.id group by p.id order by p.id
"""


@pytest.fixture
def cluster(tmp_path_factory):
    """A PostgreSQL of this test's own, durable as in production: it is going to be killed."""
    folder = tmp_path_factory.mktemp("storm")
    folder.chmod(0o755)
    (port,) = ports.free(1)
    made = postgres.Cluster(folder / "pg", port)
    made.create()
    made.start()
    try:
        made.bootstrap("postgres")
        made.sql(f"create database {DATABASE} template template0 owner topin_owner")
        made.sql(migrated(), DATABASE)
        made.sql(PEOPLE, DATABASE)
        yield made
    finally:
        made.stop()


def migrated():
    """All that migrations make, as SQL: the suite has done them once."""
    template = os.environ["TEST_SUPERUSER_URL"].format(database=servers.TEMPLATE)
    return subprocess.check_output([wheels.postgres("pg_dump"), template], text=True)


def environment_of(cluster):
    return {"DATABASE_URL": cluster.url(DATABASE), "DATABASE_OWNER_URL": cluster.url(DATABASE, "topin_owner")}


def clients(cluster, script):
    """Runs the clients until PostgreSQL dies or the time is over; returns how many deeds were acknowledged."""
    command = [
        str(wheels.postgres("pgbench")), "-n", "-M", "prepared", "-c", str(CLIENTS), "-T", str(10 * SECONDS),
        "-f", str(script), cluster.url(DATABASE),
    ]  # fmt: skip
    killer = Event()

    def kill():
        if not killer.wait(SECONDS):
            cluster.process.end_group()

    thread = Thread(target=kill)
    thread.start()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    killer.set()
    thread.join()
    assert not re.search(r"deadlock|invalid|denied", done.stderr), done.stderr[:2000]
    found = re.search(r"actually processed: (\d+)", done.stdout)
    return int(found[1]) if found else 0


@contextmanager
def folding(cluster):
    """A worker that folds, killed each second and started anew."""
    stop, environment = Event(), os.environ | environment_of(cluster)

    def run():
        while not stop.is_set():
            worker = subprocess.Popen(
                [sys.executable, "-m", "tests.social.folding"], cwd=settings.BASE_DIR, env=environment,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            stop.wait(1.5)
            worker.kill()
            worker.wait()

    yield from _beside(run, stop)


@contextmanager
def comparing(cluster, wrong, looks):
    """Looks all the time whether what readers are told is what is stored."""
    stop = Event()

    def run():
        while not stop.is_set():
            with suppress(psycopg.OperationalError), psycopg.connect(cluster.url(DATABASE, "postgres")) as connection:
                while not stop.wait(0.02):
                    rows = connection.execute(COUNTS).fetchall()
                    connection.commit()
                    looks.append(sum(stored for stored, _, _ in rows))
                    wrong.extend(row for row in rows if row[0] != int(row[1]))

    yield from _beside(run, stop)


def _beside(run, stop):
    thread = Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_counts_equal_likes_through_crashes_of_database_and_worker(cluster, tmp_path):
    script, wrong, looks, done, deaths = tmp_path / "deeds.sql", [], [], 0, 0
    script.write_text(SCRIPT)
    with folding(cluster), comparing(cluster, wrong, looks):
        while done < DEEDS or deaths < 2:
            done += clients(cluster, script)
            deaths += 1
            cluster.start()
    assert not wrong, "a reader was told something else than what was stored"
    assert len(set(looks)) > 3, "nobody looked while counts changed"

    with psycopg.connect(cluster.url(DATABASE, "postgres"), autocommit=True) as connection:
        liked, unliked = (
            connection.execute("select count(*) from events where kind = %s", [kind]).fetchone()[0]
            for kind in ("post_liked", "post_unliked")
        )
        rows = connection.execute(COUNTS).fetchall()
        assert sum(stored for stored, _, _ in rows) == liked - unliked > 0
        while connection.execute("select internal.fold_post_counters(20000)").fetchone()[0]:
            pass
        folded = dict(connection.execute("select post_id, likes from post_counters").fetchall())
        assert {post: stored for stored, _, post in rows} == folded
        assert connection.execute("select count(*) from counter_deltas where kind = 'post_likes'").fetchone() == (0,)
    print(f"{done:,} deeds through {deaths} crashes; read {len(looks):,} times")
