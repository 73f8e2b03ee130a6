"""Deeds that wait for each other."""

from time import monotonic, sleep

WAITING = """
select count(*) from pg_stat_activity
 where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()
   and strpos(query, %s) > 0
"""


def wait_until_blocked(superuser, query=""):
    """Until somebody whose query has that text waits for a lock that another one has."""
    ends = monotonic() + 20
    while superuser.execute(WAITING, [query]).fetchone() == (0,):
        assert monotonic() < ends, "nobody waits"
        sleep(0.02)
