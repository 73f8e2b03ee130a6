"""Likes of one post by 64 clients against independent inserts: `python -m bench.likes --seconds 20`.

Each deed is a transaction of its own, as topin/sql.py makes it: settings, one function, commit. The floor makes the
same settings and inserts the rows that a like consists of (the like, its delta, its event), each for a post of its
own and without asking anything. Meanwhile the worker folds once a second and a reader compares, in one snapshot,
the likes that are stored with the count that members are told: they have to be equal at every moment.
"""

import argparse
import sys
from threading import Event, Thread

import psycopg

from bench.rig import rig

CLIENTS, MEMBERS = 64, 400_000
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
INSERTS = FIND + (
    f"begin; {SETTINGS.format(role='topin_owner')}"
    " insert into likes (user_id, post_id) values (:viewer, :post);"
    " insert into counter_deltas (kind, subject_id, delta) values ('post_likes', :post, 1);"
    " insert into events (kind, actor_id, subject_id, data, request_id)"
    " values ('post_liked', :viewer, :post, '{}', ''); commit;\n"
)
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

        def floor():
            return machine.pgbench(INSERTS, clients=CLIENTS, seconds=arguments.seconds, user="topin_owner")

        machine.pgbench(liking, clients=CLIENTS, seconds=3)  # warms the caches
        before = floor()
        with Watched(machine, post) as watched:
            rate = machine.pgbench(liking, clients=CLIENTS, seconds=arguments.seconds)
        inserts = (before + floor()) / 2
    print(f"independent inserts    {inserts:8.0f} /s")
    print(f"likes of one post      {rate:8.0f} /s")
    print(f"ratio                  {rate / inserts:8.0%}")
    print(f"compared {watched.looks:,} times while it was liked: stored = counted each time")


class Watched:
    """Folds and compares beside the likes; ends the benchmark when a count was wrong."""

    def __init__(self, machine, post):
        self.machine, self.post, self.looks, self.wrong, self._stop = machine, post, 0, None, Event()

    def __enter__(self):
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
