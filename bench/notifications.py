"""A viral post, and what others are told meanwhile: `python -m bench.notifications --likes 50000`.

Relay, worker, courier and beat run as `make run` starts them; every push goes into a file. Other members are told of
likes of their own posts, a few each second, first in peace and then while one post gets all the likes: timed is what
lies between the like and the row of the delivery, and the like and the answer of the provider. The crowd has to become
one group that counts everybody, as many rings as the pauses of a group leave room for, and few events in its author's
stream.
"""

import argparse
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

import psycopg

from bench.rig import ROOT, rig
from topin.embedded import wheels

OTHERS = 2_000  # likes of the trickle, each of a post of its own by a member of its own
PAUSE = 2  # seconds after the first ring of a group: PUSH_GROUP_SECONDS, so that all rings of a day fit into a run
PEACE = 30  # seconds
PEOPLE = """
set session_replication_role = replica;
create table bench_people as select n, uuidv7() as id, uuidv7() as post from generate_series(0, {count}) n;
insert into users (id, email, password_hash) select id, n || '@bench.test', '!' from bench_people;
insert into profiles (user_id, handle, display_name) select id, 'm_' || n, 'M' from bench_people;
insert into user_settings (user_id, notifications)
select id, '{{"kinds": {{"like": {{"push": true}}}}}}' from bench_people;
insert into devices (user_id, provider, token) select id, 'fcm', 'phone-' || n from bench_people where n <= {others};
insert into posts (id, author_id, text) select post, id, 'Words' from bench_people where n <= {others};
alter table bench_people add primary key (n);
create sequence bench_next start {first};
grant select on bench_people to topin_app, topin_user;
grant usage on sequence bench_next to topin_app, topin_user;
"""
LIKE = """
select nextval('bench_next') as n \\gset
select id as viewer from bench_people where n = :n \\gset
begin;
select set_config('role', 'topin_user', true), set_config('topin.user_id', :viewer, true);
select api.like_post('{post}');
commit;
"""
BECOME = "select set_config('role', 'topin_user', true), set_config('topin.user_id', %s, true)"
UNDER_WAY = """
select count(*) from (
    select from events where relayed_at is null union all select from event_deliveries where state = 'waiting'
    union all
    select from notification_deliveries where state = 'waiting' and next_try_at < now() + interval '2 seconds') w
"""
DELAYS = """
select extract(epoch from d.created_at - e.created_at)::float, extract(epoch from d.ended_at - e.created_at)::float
  from bench_people p
  join events e on e.kind = 'post_liked' and e.subject_id = p.post
  join notification_deliveries d on d.user_id = p.id
 where p.n between %s and %s
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--likes", type=int, default=50_000)
    parser.add_argument("--rate", type=int, default=250, help="likes a second")
    parser.add_argument("--trickle", type=float, default=4, help="likes of other posts a second")
    arguments = parser.parse_args()

    def load(url, _users):
        with psycopg.connect(url, autocommit=True) as connection:
            count, first = OTHERS * 2 + arguments.likes * 2, OTHERS * 2 + 1
            connection.execute(PEOPLE.format(count=count, others=OTHERS, first=first))
            connection.execute("vacuum (freeze, analyze)")
        return []

    with (
        rig(0, load=load, PUSH_GROUP_SECONDS=PAUSE, EMBEDDED=1) as machine,
        psycopg.connect(machine.superuser_url(), autocommit=True) as connection,
        _processes(machine),
    ):
        author, post = connection.execute("select id, post from bench_people where n = 0").fetchone()
        trickle = Trickle(machine, arguments.trickle)
        trickle.run_for(10)  # warms up
        _settle(connection)
        peace = trickle.run_for(PEACE)
        started = time.monotonic()
        with _crowd(machine, post, arguments):
            storm = trickle.run_for(arguments.likes / arguments.rate)
        _settle(connection)
        _report(connection, author, post, peace, storm, time.monotonic() - started)


@contextmanager
def _processes(machine):
    celery = ["-m", "celery", "-A", "topin.celery"]
    worker = [*celery, "worker", "-Q", "default,fanout,mail,links", "-c", "2", "-l", "error"]
    beat = [*celery, "beat", "-l", "error", "--schedule", str(machine.folder / "beat"), "--pidfile="]
    with ExitStack() as stack:
        for name in ("relay", "courier"):
            stack.enter_context(machine.manage_beside(name))
        for command in (worker, beat):
            process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=machine.env)
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
        yield


class Trickle:
    """Likes of other members' posts, one after the other."""

    def __init__(self, machine, rate):
        self.machine, self.rate, self.next = machine, rate, 1

    def run_for(self, seconds):
        """The first and the last number of who was liked meanwhile."""
        first, ends, due = self.next, time.monotonic() + seconds, time.monotonic()
        with psycopg.connect(self.machine.superuser_url()) as connection:
            people = dict(connection.execute("select n, id from bench_people where n <= %s", [2 * OTHERS]).fetchall())
            posts = dict(connection.execute("select n, post from bench_people where n <= %s", [OTHERS]).fetchall())
            connection.commit()
            while due < ends and self.next < OTHERS:
                time.sleep(max(0, due - time.monotonic()))
                connection.execute(BECOME, [str(people[OTHERS + self.next])])
                connection.execute("select api.like_post(%s)", [posts[self.next]])
                connection.commit()
                self.next += 1
                due += 1 / self.rate
        return first, self.next - 1


@contextmanager
def _crowd(machine, post, arguments):
    """pgbench likes one post at a steady rate."""
    path = machine.folder / "likes.sql"
    path.write_text(LIKE.format(post=post))
    command = [
        str(wheels.postgres("pgbench")), "-n", "-M", "prepared", "-c", "4", "-R", str(arguments.rate),
        "-t", str(arguments.likes // 4), "-f", str(path), machine.cluster.url("topin", "topin_app"),
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield
        process.wait(600)
    finally:
        process.kill()


def _settle(connection):
    """Until everybody was told of everything."""
    while connection.execute(UNDER_WAY).fetchone()[0]:
        time.sleep(0.5)
    time.sleep(12)  # the last word to open clients


def _report(connection, author, post, peace, storm, seconds):
    def one(query, *args):
        return connection.execute(query, args).fetchone()

    likes, actors = one("select count(*) from likes where post_id = %s", post)[0], one(
        "select count(*), count(distinct a.notification_id) from notification_actors a"
        " join notifications n on n.id = a.notification_id where n.user_id = %s", author,
    )  # fmt: skip
    rings = one("select count(*) from notification_deliveries where user_id = %s and state = 'sent'", author)[0]
    told = one("select count(*) from user_events where user_id = %s and kind = 'notification.created'", author)[0]
    most = sum(1 for n in range(5) if PAUSE * sum(4**k for k in range(n)) <= seconds)
    print(f"{likes:,} likes of one post in {seconds:.0f} s: {actors[1]} group of {actors[0]:,} people")
    print(f"pushes: {rings} (its pauses allow {most}); events in the author's stream: {told}")
    calm, busy = _delays(connection, peace), _delays(connection, storm)
    for name, before, during in zip(("row of the delivery", "sent"), calm, busy, strict=True):
        for mark, of in (("p50", statistics.median), ("p95", lambda found: statistics.quantiles(found, n=20)[-1])):
            print(
                f"another member's like to its {name:20} {mark}: {of(before) * 1000:6.0f} ms in peace,"
                f" {of(during) * 1000:6.0f} ms meanwhile: {of(during) / of(before):.2f} ×"
            )
    if actors != (likes, 1) or rings > most:
        sys.exit("The crowd is not one group of all, or rang too often")


def _delays(connection, numbers):
    found = connection.execute(DELAYS, numbers).fetchall()
    if len(found) < numbers[1] - numbers[0] + 1 or any(sent is None for _, sent in found):
        sys.exit("Somebody was not told")
    return list(zip(*found, strict=True))


if __name__ == "__main__":
    main()
