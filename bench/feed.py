"""The home feed over HTTP against pgbench on the same transaction: `python -m bench.feed --users 10000`.

Same machine, same run, 16 connections each, random members. Printed are ratios: HTTP rate to pgbench
rate, time with row level security to time without, Python's CPU time a request, and what one slow
member (who follows 5,000) costs against the median one. Needs `wrk` (Debian: apt-get install wrk).
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
from uuid import uuid4

import psycopg

from bench.rig import rig

CONNECTIONS = 16
SAMPLE = 2_000  # members who read
WARM_UP = 20  # seconds over HTTP, so that most tokens were seen by each process: one is verified once
PAGE = "select get_visible_posts_for_user(:viewer::uuid, 20, '')"
#: What topin/sql.py does for a page of the feed; it sends it as one pipeline, which needs no begin and no commit.
TRANSACTION = """\\set n random(1, {sample})
select user_id as viewer, session_id as session from bench_readers where n = :n \\gset
begin;
select set_config('role', 'topin_user', true), set_config('topin.user_id', :viewer, true),
       set_config('topin.session_id', :session, true), set_config('topin.request_id', 'bench', true),
       set_config('statement_timeout', '5000', true), set_config('transaction_read_only', 'on', true),
       require_session(:viewer::uuid, :session::uuid, false);
{page};
commit;
"""
LUA = """
local tokens = {}
for line in io.lines("%s") do tokens[#tokens + 1] = "Bearer " .. line end
local n = 0
function setup(thread) n = n + 1; thread:set("seed", n) end
function init() math.randomseed(seed) end
function request()
    return wrk.format("GET", "/api/posts", { Authorization = tokens[math.random(#tokens)] })
end
"""


def main():
    arguments = _arguments()
    if not shutil.which("wrk"):
        sys.exit("This benchmark needs wrk: apt-get install wrk (or brew install wrk).")
    with rig(arguments.users) as machine:
        readers = _sign_in(machine)
        _build_timelines(machine)
        script = TRANSACTION.format(sample=SAMPLE, page=PAGE)
        machine.pgbench(script, clients=CONNECTIONS, seconds=5)  # warms the caches
        floor = machine.pgbench(script, clients=CONNECTIONS, seconds=arguments.seconds)
        http = _over_http(machine, readers, arguments)
        floor_again = machine.pgbench(script, clients=CONNECTIONS, seconds=arguments.seconds)
        floor = (floor + floor_again) / 2
        _print_rates(floor, http)
        _print_policies(machine, arguments.seconds)
        _print_slow_member(machine, arguments.seconds)


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=10, help="of each measurement")
    parser.add_argument("--workers", type=int, default=2, help="processes of the api")
    parser.add_argument("--threads", type=int, default=1, help="blocking threads a process")
    return parser.parse_args()


def _sign_in(machine):
    """Sessions and tokens of a sample of members; the sample is a table for pgbench, a file for wrk."""
    import django

    django.setup()
    from topin import tokens

    chosen = random.Random(1).choices(machine.members, k=SAMPLE)
    readers = [(n, user, uuid4()) for n, user in enumerate(chosen, 1)]
    with psycopg.connect(machine.superuser_url(), autocommit=True) as connection:
        connection.execute("create table bench_readers (n int primary key, user_id uuid, session_id uuid)")
        connection.execute("grant select on bench_readers to topin_app, topin_user")
        with connection.cursor() as cursor:
            cursor.executemany("insert into bench_readers values (%s, %s, %s)", readers)
            cursor.executemany(
                "insert into user_sessions (id, user_id) values (%s, %s)", [(s, u) for _, u, s in readers]
            )
        connection.execute("analyze bench_readers, user_sessions")
    claims = ({"sub": str(user), "session_id": str(session), "aal": "aal1"} for _, user, session in readers)
    return [tokens.sign(c) for c in claims]


def _build_timelines(machine):
    """As the clock does for members who come by; those who follow thousands have none."""
    with psycopg.connect(machine.superuser_url(), autocommit=True) as connection:
        members = "from (select distinct user_id from bench_readers) m where not internal.follows_many(user_id, 2000)"
        connection.execute(f"select api.begin_timeline(user_id) {members}")
        connection.execute(f"select api.build_timeline(user_id, 800) {members}")
        connection.execute("vacuum analyze timelines, timeline_states")


def _over_http(machine, readers, arguments):
    """Requests a second, latencies, errors and CPU seconds a request of the api's processes."""
    token_file, script = machine.folder / "tokens", machine.folder / "feed.lua"
    token_file.write_text("\n".join(readers) + "\n")
    script.write_text(LUA % token_file)
    with machine.api(arguments.workers, arguments.threads) as (base, processes):
        _wrk(base, script, WARM_UP)
        before = _cpu(processes)
        report = _wrk(base, script, arguments.seconds)
        used = _cpu(processes) - before
    requests = int(re.search(r"(\d+) requests in", report)[1])
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1]),
        "p50": re.search(r"50%\s+([\d.]+\w+)", report)[1],
        "p99": re.search(r"99%\s+([\d.]+\w+)", report)[1],
        "failed": re.search(r"Non-2xx[^\n]*|Socket errors[^\n]*", report),
        "cpu_us": used / requests * 1e6,
    }


def _wrk(base, script, seconds):
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(script), base]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _cpu(processes):
    return sum(sum(p.cpu_times()[:2]) for p in processes)


def _print_rates(floor, http):
    if http["failed"]:
        sys.exit(f"The api answered with errors: {http['failed'][0]}")
    print(f"pgbench, the same transaction   {floor:8.0f} /s")
    print(f"over HTTP                       {http['rate']:8.0f} /s   p50 {http['p50']}, p99 {http['p99']}")
    print(f"ratio                           {http['rate'] / floor:8.0%}")
    print(f"CPU of the api's processes      {http['cpu_us']:8.0f} µs a request")
    print(f"load of the machine             {os.getloadavg()[0]:8.1f}   (this benchmark's own included)")


def _print_policies(machine, seconds):
    """The hottest questions with and without policies (tables' row level security switched off)."""
    with psycopg.connect(machine.superuser_url(), autocommit=True) as connection:
        tables = connection.execute(
            "select oid::regclass::text from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace"
        ).fetchall()

        def switch(verb):
            for (table,) in tables:
                connection.execute(f"alter table {table} {verb} row level security")

        for name, page in QUESTIONS.items():
            script = TRANSACTION.format(sample=SAMPLE, page=page)
            on = machine.pgbench(script, clients=4, seconds=seconds // 2)
            switch("disable")
            off = machine.pgbench(script, clients=4, seconds=seconds // 2)
            switch("enable")
            print(f"RLS on / off, {name:<18}{off / on:8.2f} × the time")


QUESTIONS = {
    "home feed": PAGE,
    "own profile": "select get_me()",
    "a member's posts": "select get_posts_of_member((select user_id from bench_readers where n = 7), 20, '')",
    "a member's profile": "select get_profile((select user_id from bench_readers where n = 7))",
    "notifications": "select get_notifications(20, '', null, false)",
}


def _print_slow_member(machine, seconds):
    with psycopg.connect(machine.superuser_url(), autocommit=True) as connection:
        busiest = connection.execute(
            "select follower_id, count(*) from followers group by 1 order by 2 desc limit 1"
        ).fetchone()
        median = connection.execute(
            "select follower_id, count(*) from followers group by 1 order by 2 offset %s limit 1", [machine.users // 2]
        ).fetchone()
    rates = []
    for user, _ in (median, busiest):
        script = (
            f"begin; select set_config('role', 'topin_user', true), set_config('topin.user_id', '{user}', true);"
            f"select get_visible_posts_for_user('{user}', 20, ''); commit;"
        )
        rates.append(machine.pgbench(script, clients=4, seconds=seconds // 2))
    print(f"follows {busiest[1]:,} against {median[1]:,}  {rates[0] / rates[1]:10.1f} × the time of the median member")


if __name__ == "__main__":
    main()
