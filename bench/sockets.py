"""Deliveries to sockets against the broker's raw publish/subscribe: `python -m bench.sockets --sockets 1000 5000`.

A delivery is an event that is appended to a member's stream in a transaction of its own (as deeds do), rung by the
relay, read by the realtime server, and received by one of the member's clients. Its delay is counted from before the
transaction begins. The floor is PUBLISH to as many connections of Valkey, at the same rate, in the same groups, to
the same clients. Memory is what the server's resident set grew by, for each connection.
"""

import argparse
import json
import resource
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import psutil
import psycopg
import redis

from bench.rig import ROOT, rig
from topin.embedded import ports

PEOPLE = """
insert into users (id, email, password_hash, email_confirmed_at)
select uuidv7(), n || '@bench.test', '!', now() from generate_series(1, {members}) n;
insert into profiles (user_id, handle, display_name) select id, 'm_' || split_part(email, '@', 1), 'M' from users;
insert into user_settings (user_id) select id from users;
insert into profile_counters (user_id) select id from users;
insert into user_sessions (id, user_id) select uuidv7(), id from users;
"""
APPEND = "select internal.stream_append(%s, 'bench.told', %s::jsonb)"
WRITERS = 8
LISTENER, LISTENERS = [sys.executable, "-m", "bench.listeners"], 2  # processes
WARM_SECONDS = 3


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, nargs="+", default=[1_000, 5_000])
    parser.add_argument("--of-one", type=int, default=10, help="sockets of a member")
    parser.add_argument("--rate", type=int, default=5_000, help="deliveries a second")
    parser.add_argument("--seconds", type=int, default=20, help="of each measurement")
    arguments = parser.parse_args()
    _allow_files(2 * max(arguments.sockets) + 1_000)
    members = max(arguments.sockets) // arguments.of_one
    with rig(members, load=_load, TICKET_SECONDS=3600) as machine, machine.manage_beside("relay"):
        print(f"{arguments.rate:,} deliveries a second for {arguments.seconds} s, {arguments.of_one} sockets a member")
        for count in arguments.sockets:
            people = machine.members[: count // arguments.of_one]
            for name, measure in (("publish/subscribe", _broker), ("sockets", _realtime)):
                measured = measure(machine, people, arguments)
                print(f"{count:6,} {name:18} {_line(*measured)}", flush=True)


def _line(delays, rate, memory, worked):
    delays.sort()
    p50, p99 = (delays[int(len(delays) * share)] * 1000 for share in (0.5, 0.99))
    costs = f"{memory / 1024:5.1f} KiB a connection, {worked * 1e6:4.0f} µs of its CPU a delivery"
    return f"{len(delays):8,} delivered, {rate:6,.0f}/s  p50 {p50:7.1f} ms  p99 {p99:7.1f} ms  {costs}"


def _realtime(machine, people, arguments):
    """(delays, deliveries a second, bytes a connection, seconds of CPU a delivery) of a realtime server."""
    (port,) = ports.free(1)
    paths = [f"/ws?ticket={ticket}" for ticket in _tickets(machine, people, arguments.of_one)]
    with machine.manage_beside("realtime", "--port", str(port)) as process:
        _wait_for(port)
        server = psutil.Process(process.pid)

        def write(connection, person, text):
            connection.execute(APPEND, [person[0], text], prepare=True)

        def connect():
            return psycopg.connect(machine.superuser_url(), autocommit=True)

        return _measure(server, "socket", port, paths, people, arguments, connect, write)


def _broker(machine, people, arguments):
    """The same of Valkey's own publish/subscribe."""
    names = [str(person[0]) for person in people for _ in range(arguments.of_one)]
    server = psutil.Process(machine.valkey.process.pid)

    def write(connection, person, text):
        connection.publish(str(person[0]), text)

    def connect():
        return redis.Redis.from_url(machine.valkey.url(1))

    return _measure(server, "broker", machine.valkey.port, names, people, arguments, connect, write)


def _measure(server, kind, port, names, people, arguments, connect, write):
    before = server.memory_info().rss
    with _listeners(kind, port, names) as stop:
        _publish(connect, write, people, arguments, WARM_SECONDS, "warm")
        memory = (server.memory_info().rss - before) / len(names)
        began, worked = time.monotonic(), _cpu(server)
        _publish(connect, write, people, arguments, arguments.seconds, "sent")
        seconds = time.monotonic() - began
        time.sleep(2)  # for what is under way
        worked = _cpu(server) - worked
        delays = stop()
    return delays, len(delays) / seconds, memory, worked / len(delays)


def _cpu(process):
    times = process.cpu_times()
    return times.user + times.system


@contextmanager
def _listeners(kind, port, names):
    """All connections, ready; yields what ends them and returns their delays, as they came."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(LISTENER, cwd=ROOT, **pipes) for _ in range(LISTENERS)]

    def say(process, line):
        process.stdin.write(line + "\n")
        process.stdin.flush()

    def stop():
        for process in processes:
            say(process, "stop")
        return [delay for process in processes for delay in json.loads(process.stdout.readline())]

    try:
        for place, process in enumerate(processes):
            say(process, json.dumps({"kind": kind, "port": port, "names": names[place::LISTENERS]}))
        for process in processes:
            if process.stdout.readline().strip() != "ready":
                sys.exit("Not all connections came about")
        yield stop
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def _publish(connect, write, people, arguments, seconds, name):
    """Publishes at the wanted rate, or as fast as it goes, from WRITERS threads."""
    pause = WRITERS * arguments.of_one / arguments.rate  # of one thread between two events

    def work(place):
        with connect() as connection:
            began = time.monotonic()
            for n in range(int(seconds / pause)):
                time.sleep(max(0.0, began + n * pause - time.monotonic()))
                person = people[(n * WRITERS + place) % len(people)]
                write(connection, person, json.dumps({name: time.monotonic()}))

    threads = [threading.Thread(target=work, args=[place]) for place in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _tickets(machine, people, of_one):
    import django

    django.setup()
    from topin import sql
    from topin.realtime import tickets

    return [tickets.issue(sql.Viewer.user(*person)) for person in people for _ in range(of_one)]


def _allow_files(count):
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most < count:
        sys.exit(f"{count:,} open files are needed, and {most:,} are allowed: ulimit -n {count}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _wait_for(port):
    import socket

    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The realtime server did not start")


def _load(url, members):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(PEOPLE.format(members=members))
        connection.execute("vacuum (analyze)")
        return connection.execute("select user_id, id from user_sessions order by 1").fetchall()


if __name__ == "__main__":
    main()
