"""Likes of one post by 64 clients against independent inserts: `python -m bench.likes --seconds 20`.

Each deed is a transaction of its own, as topin/sql.py makes it: settings, one function, commit. The floor makes the
same settings and inserts the rows that a like consists of (the like, its delta, its event), each for a post of its
own and without asking anything; the bare floor inserts the row of the like alone. The three take turns, so that a busy
machine is busy for each of them. While it is liked, the worker folds once a second and a reader compares, in one
snapshot, the likes that are stored with the count that members are told: they have to be equal at every moment.
"""

import argparse
import sys
from threading import Event, Thread

import psycopg

from bench.rig import rig

CLIENTS, MEMBERS, TURNS = 64, 400_000, 2
SETTINGS = (
    "select set_config('role', '{role}', true), set_config('topin.user_id', :viewer, true), "
    "set_config('statement_timeout', '5000', true);"
)
FIND = (
    "select nextval('bench_next') as n \\gset\n"
    "select id as viewer, other as post from bench_people where n = :n \\gset\n"
)
LIKE = FIND + f"begin; {SETTINGS.format(role='topin_user')} select like_post(:'post'); commit;\n".replace(
    ":'post'", "{post}"
)
BEGIN, INSERT = (
    f"begin; {SETTINGS.format(role='topin_owner')}",
    (" insert into likes (user_id, post_id) values (:viewer, :post);"),
)
INSERTS = (
    f"{FIND}{BEGIN}{INSERT}"
    " insert into counter_deltas (kind, subject_id, delta) values ('post_likes', :post, 1);"
    " insert into events (kind, actor_id, subject_id, data, request_id)"
    " values ('post_liked', :viewer, :post, '{}', ''); commit;\n"
)
BARE = f"{FIND}{BEGIN}{INSERT} commit;\n"
PEOPLE = f"""
set session_replication_role = replica;
insert into users (id, email, password_hash)
select uuidv7(), n || '@bench.test', '!' from generate_series(1, {MEMBERS}) n;
insert into profiles (user_id, handle, display_name) select id, 'm_' || split_part(email, '@', 1), 'M' from users;
insert into user_settings (user_id) select id from users;
create sequence bench_next cache 100;
create table bench_people as
select row_number() over () as n, id, uuidv7() as other from users;
alter table bench_people add primary key (n);
grant select on bench_people to topin_app, topin_owner, topin_user;
grant usage on sequence bench_next to topin_app, topin_owner, topin_user;
-- One post for each floor's like, by somebody else.
insert into posts (id, author_id, text) select other, id, 'Words' from bench_people;
"""
#: The floors' deltas wait for nobody: folding them is no part of liking.
FORGET = "delete from counter_deltas where subject_id <> '{post}'"
COMPARE = """
select count(*), (internal.post_likes_json('{post}') ->> 'likes')::bigint from likes where post_id = '{post}'
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="of each measurement")
    arguments = parser.parse_args()
    with rig(0, load=_load) as machine, psycopg.connect(machine.superuser_url(), autocommit=True) as connection:
        (post,) = connection.execute("select other from bench_people where n = 1").fetchone()
        liking = LIKE.replace("{post}", f"'{post}'")

        def run(script, user="topin_owner"):
            return machine.pgbench(script, clients=CLIENTS, seconds=arguments.seconds, user=user)

        machine.pgbench(liking, clients=CLIENTS, seconds=15)  # warms the caches
        turns, watched = [], Watched(machine, post)
        for _ in range(TURNS):
            with watched:
                likes = run(liking, "topin_app")
            turns.append((run(INSERTS), likes, run(BARE)))
            connection.execute(FORGET.format(post=post))
            connection.execute("vacuum counter_deltas")
    inserts, likes, bare = (sum(column) / TURNS for column in zip(*turns, strict=True))
    print(f"likes of one post      {likes:8.0f} /s")
    print(f"independent inserts    {inserts:8.0f} /s   of the same rows; ratio {likes / inserts:.0%}")
    print(f"the like's row alone   {bare:8.0f} /s   ratio {likes / bare:.0%}")
    print("ratio of each turn    ", *(f"{like / insert:.0%}" for insert, like, _ in turns))
    print(f"compared {watched.looks:,} times while it was liked: stored = counted each time")


class Watched:
    """Folds and compares beside the likes; ends the benchmark when a count was wrong."""

    def __init__(self, machine, post):
        self.machine, self.post, self.looks, self.wrong = machine, post, 0, None

    def __enter__(self):
        self._stop = Event()
        self._threads = [Thread(target=self._fold), Thread(target=self._compare)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()
        if self.wrong:
            sys.exit(f"Stored and counted differ: {self.wrong}")

    def _fold(self):
        with psycopg.connect(self.machine.superuser_url(), autocommit=True) as connection:
            while not self._stop.wait(1):
                connection.execute("select internal.fold_post_counters(20000)")

    def _compare(self):
        with psycopg.connect(self.machine.superuser_url(), autocommit=True) as connection:
            while not self._stop.wait(0.1):
                found = connection.execute(COMPARE.format(post=self.post)).fetchone()
                self.looks += 1
                if found[0] != found[1]:
                    self.wrong = found


def _load(url, _users):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(PEOPLE)
        connection.execute("vacuum (freeze, analyze)")
    return []


if __name__ == "__main__":
    main()
