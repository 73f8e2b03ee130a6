"""Deeds that wait for each other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

from django.db import connections

from topin import sql

SECONDS = 20  # that anybody waits for another
WAITING = """
select count(*) from pg_stat_activity
 where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()
   and strpos(query, %s) > 0
"""


def wait_until_blocked(superuser, query=""):
    """Until somebody whose query has that text waits for a lock that another one has."""
    ends = monotonic() + SECONDS
    while superuser.execute(WAITING, [query]).fetchone() == (0,):
        assert monotonic() < ends, "nobody waits"
        sleep(0.02)


def behind(superuser, viewer, call, deed):
    """Runs `deed()` behind a transaction of `viewer` that did `call` (a SQL function and its arguments) and lingers: it
    commits when the deed waits for it. Returns what both came to."""
    done, go_on = Event(), Event()

    def linger():
        with sql.acting_as(viewer):
            came_to = sql.call(*call)
            done.set()
            go_on.wait(SECONDS)
        return came_to

    with ThreadPoolExecutor(2) as pool:
        lingering = pool.submit(_by_itself, linger)
        assert done.wait(SECONDS), lingering.result()
        waiting = pool.submit(_by_itself, deed)
        wait_until_blocked(superuser)
        go_on.set()
        return lingering.result(), waiting.result()


def _by_itself(work):
    """In a thread: its connections end with it."""
    try:
        return work()
    finally:
        connections.close_all()
