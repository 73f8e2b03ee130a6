"""Jobs of the ground floor."""

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings

from topin import sql
from topin.clock import job

log = logging.getLogger(__name__)
KEEP_FINISHED = timedelta(days=1)
PATIENCE = 300  # seconds that a delivery may wait before it is an alarm
#: What is looked at each minute besides: functions that return {name of an alarm: figure, 0 where all is well}.
alarms = []


@job(every=timedelta(seconds=5))
def fold_counters():
    """Adds the counters' waiting deltas to what is counted already."""
    return _do("fold_counters")


@job(every=timedelta(days=1))
def roll_partitions():
    """Makes the partitions of the coming weeks."""
    return _do("roll_partitions")


@job(every=timedelta(days=1), at=timedelta(hours=3, minutes=30))
def retention():
    """Removes what is kept for a time only: partitions, finished deliveries and slots, stored answers."""
    now = datetime.now(UTC)
    dropped = _do("drop_old_partitions", "events", now - timedelta(days=settings.EVENT_DAYS))
    dropped += _do("drop_old_partitions", "user_events", now - timedelta(days=settings.STREAM_DAYS))
    _do("forget_sealed", now - KEEP_FINISHED)
    removed = _do("remove_old_rows", now - KEEP_FINISHED)
    return f"{dropped} partitions, {removed} rows"


@job(every=timedelta(minutes=1))
def check_invariants():
    """Looks whether work piles up, a partition is missing or a push channel is stopped, and says so in the log."""
    looks = (_of_backlog, *alarms)
    found = {name: int(figure) for look in looks for name, figure in look().items() if figure}
    if found:
        log.warning("Something needs a look: %s", found)
    return found or "all well"


def _of_backlog():
    backlog = sql.ask(sql.SYSTEM, "get_backlog").loads()
    return {
        "rows without a partition of their own": backlog["default_partition_rows"],
        "dead deliveries": backlog["deliveries_dead"],
        "deliveries that wait too long, oldest in s": too_long(backlog["oldest_seconds"]),
    }


def too_long(seconds):
    """A waiting time that is an alarm, in steps, so that the same alarm reads the same for a while; else 0."""
    return seconds // PATIENCE * PATIENCE


def _do(function, *args):
    return sql.do(sql.SYSTEM, function, *args, timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS)
