"""Jobs of the ground floor."""

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings

from topin import sql
from topin.clock import job

log = logging.getLogger(__name__)
KEEP_FINISHED = timedelta(days=1)
PATIENCE = 300  # seconds that a delivery may wait before it is an alarm


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
    """Looks whether work piles up or a partition is missing, and says so in the log."""
    backlog = sql.ask(sql.SYSTEM, "get_backlog").loads()
    alarms = {
        "rows without a partition of their own": backlog["default_partition_rows"],
        "dead deliveries": backlog["deliveries_dead"],
        "deliveries that wait too long, oldest in s": backlog["oldest_seconds"] // PATIENCE * PATIENCE,
    }
    found = {name: int(figure) for name, figure in alarms.items() if figure}
    if found:
        log.warning("Something needs a look: %s", found)
    return found or "all well"


def _do(function, *args):
    return sql.do(sql.SYSTEM, function, *args, timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS)
