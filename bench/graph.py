"""The social graph against a plain index lookup: `python -m bench.graph --users 100000`.

One connection, the transaction that topin/sql.py makes, random members, all questions taking turns in
one run: so what the machine does besides is done to all of them alike, and the ratios can be compared.
Beside the time that passed stands the mean time that PostgreSQL's process was on a CPU: with others at work
on the machine, that is what the question itself took.
Suggestions are computed for random members, for those who follow 5,000, for the most followed and for
newcomers who follow nobody.
"""

import argparse
import random
from statistics import median
from time import perf_counter

import psutil
import psycopg

from bench import data
from bench.rig import rig

KEPT, HOURS, PAGE, FOLLOW_LIMIT = 100, 24, 20, 7_500  # as topin/settings.py has them
REFRESH = "select api.refresh_suggestions(%s, %s)"
BUSY = 50  # members of each special group
TOPICS = """
set session_replication_role = replica;
create temp table numbered as select user_id, row_number() over (order by user_id) - 1 as n from profiles;
create unique index on numbered (n);
select setseed(0.5);
-- Two public posts a member in the last 60 days, by few who write much, with one of 500 tags.
insert into posts (id, author_id, text)
select (left(internal.uuid_at(now() - random() * interval '60 days')::text, 24) || left(md5(random()::text), 12))::uuid,
       p.user_id, 'Words'
  from (select floor({users} * power(random(), 3))::int as n from generate_series(1, 2 * {users})) r
  join numbered p using (n);
insert into post_tags (post_id, tag, author_id, place)
select id, 'tag' || floor(500 * power(random(), 2))::int, author_id, 0 from posts;
-- A circle of up to 50 for every 25 members.
insert into circles (slug, name, members_count)
select 'circle-' || g, 'Circle ' || g, 50 from generate_series(1, {users} / 25) g;
insert into circle_members (circle_id, user_id, joined_at)
select distinct on (r.id, p.user_id) r.id, p.user_id, now() - random() * interval '100 days'
  from (select c.id, floor({users} * random())::int as n from circles c, generate_series(1, 50)) r
  join numbered p using (n);
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1_000, help="how often each is measured")
    arguments = parser.parse_args()
    with rig(arguments.users, load=data.load_graph) as machine:
        newcomers = _add_topics(machine)
        with psycopg.connect(machine.cluster.url("topin", "topin_app"), autocommit=True) as connection:
            groups = _groups(machine, newcomers)
            for member in groups["busiest"]:  # whose kept lists are read
                _time(connection, REFRESH, member, (member, KEPT))
            times = _measure(connection, _questions(machine, groups), arguments.rounds)
    _print(times)


def _add_topics(machine):
    """Tags, circles, and newcomers: members who follow nobody."""
    with psycopg.connect(machine.superuser_url(), autocommit=True) as connection:
        connection.execute(TOPICS.format(users=machine.users))
        newcomers = random.Random(3).sample(machine.members, BUSY)
        connection.execute("delete from followers where follower_id = any (%s)", [newcomers])
        connection.execute("vacuum (analyze)")
    return newcomers


def _groups(machine, newcomers):
    """Members whom suggestions cost most, or least."""
    with psycopg.connect(machine.superuser_url()) as connection:

        def most(column):
            found = connection.execute(f"select user_id from profile_counters order by {column} desc limit {BUSY}")
            return [user for (user,) in found]

        return {"busiest": most("following"), "most followed": most("followers"), "newcomers": newcomers}


def _questions(machine, groups):
    """Name → (statement, whose it is, further arguments), each made anew for every round."""
    rng = random.Random(2)

    def anybody():
        return rng.choice(machine.members)

    def computing(group):
        def one():
            member = rng.choice(group)
            return REFRESH, member, (member, KEPT)

        return one

    return {
        "index lookup": lambda: ("select handle from profiles where user_id = %s", anybody(), (anybody(),)),
        "follow": lambda: ("select api.follow_member(%s, %s)", anybody(), (anybody(), FOLLOW_LIMIT)),
        "page of followers": lambda: (
            "select api.get_followers_with_profiles(%s, %s, '')", anybody(), (rng.choice(machine.members[:1000]), PAGE),
        ),
        "suggestions, computed": computing(machine.members),
        "  who follow 5,000": computing(groups["busiest"]),
        "  the most followed": computing(groups["most followed"]),
        "  newcomers": computing(groups["newcomers"]),
        "suggestions, kept": lambda: (
            "select api.get_suggestions(%s, '', %s)", rng.choice(groups["busiest"]), (PAGE, HOURS),
        ),
    }  # fmt: skip


def _measure(connection, questions, rounds):
    """Name → (milliseconds, milliseconds on a CPU) of each round. A tenth goes before, to warm the caches."""
    times = {name: [] for name in questions}
    for turn in range(-rounds // 10, rounds):
        for name, make in questions.items():
            took = _time(connection, *make())
            if turn >= 0 and took is not None:
                times[name].append(took)
    return times


def _time(connection, statement, viewer, params):
    """Both milliseconds of one transaction, or None where it was refused (a block between two at random)."""
    from topin.sql import ENTER_FREELY, HOLE  # asks for settings, which the rig makes

    server = psutil.Process(connection.info.backend_pid)
    on_cpu, started = _on_cpu(server), perf_counter()
    connection.execute("begin")
    try:
        connection.execute(
            HOLE.sub("%s", ENTER_FREELY), ("topin_user", str(viewer), "", "bench", "5000", "off"), prepare=True
        )
        connection.execute(statement, params, prepare=True).fetchone()
    except psycopg.Error as refused:
        connection.execute("rollback")
        if not (refused.sqlstate or "").startswith("TP"):
            raise
        return None
    connection.execute("commit")
    return (perf_counter() - started) * 1000, _on_cpu(server) - on_cpu


def _on_cpu(server):
    """Milliseconds that the connection's server process was on a CPU so far: in ticks, so only sums are exact."""
    return sum(server.cpu_times()[:2]) * 1000


def _print(times):
    floor = median(passed for passed, _ in times["index lookup"])
    print(f"{'':<24}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms, mean':>15}{'p50 to lookup':>16}")
    for name, found in times.items():
        passed = sorted(taken for taken, _ in found)
        middle, late = passed[len(passed) // 2], passed[int(len(passed) * 0.95)]
        on_cpu = sum(ticks for _, ticks in found) / len(found)
        print(f"{name:<24}{middle:>9.2f}{late:>9.2f}{on_cpu:>15.2f}{middle / floor:>15.1f}×")


if __name__ == "__main__":
    main()
