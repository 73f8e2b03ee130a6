"""The clock: jobs at slots of time, each slot once, however many beats run.

Beat inserts (job, slot) into PostgreSQL and does nothing else; the relay sends due slots to workers.
So neither a second beat nor an erased broker runs a slot twice or loses it.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings

from topin import metrics, sql, tracing

log = logging.getLogger(__name__)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ROUNDS = 200  # of one slot; the next slot goes on


class Job(NamedTuple):
    name: str
    every: timedelta
    at: timedelta
    function: Callable
    seconds: int | None

    def slot(self, now):
        """The newest slot that is not in the future."""
        passed = now - EPOCH - self.at
        return EPOCH + self.at + passed // self.every * self.every


_jobs: dict[str, Job] = {}


class UnknownJob(LookupError):
    """A slot of a job that this release does not have."""


def job(*, every, at=timedelta(0), seconds=None):
    """Registers a function of no arguments to be run at each multiple of `every` since 1970, plus `at` (UTC).

    It runs outside of a transaction and must be safe to repeat: it may be interrupted and started
    again. After downtime only the newest missed slot runs, so a job catches up by what it finds to
    do, never by counting slots. What it returns is kept as the slot's result. `seconds`: how long it may
    take, where that is more than TASK_SOFT_TIME_LIMIT; such a job may run beside its own next slot.
    """

    def register(function):
        _jobs[function.__name__] = Job(function.__name__, every, at, function, seconds)
        return function

    return register


def in_rounds(deed, at_once):
    """Calls `deed(SYSTEM, at_once)`, each time a transaction of its own, until it takes on less than it may.

    Returns how many it took on in all; what is left after ROUNDS is for the next slot.
    """
    taken = 0
    for _ in range(ROUNDS):
        count = deed(sql.SYSTEM, at_once)
        taken += count
        if count < at_once:
            break
    return taken


def add_due_slots(now=None):
    """Notes the newest slot of every job. Returns how many of them were not known yet."""
    now = now or datetime.now(UTC)
    slots = [(job.name, job.slot(now)) for job in _jobs.values()]
    return sql.do(sql.SYSTEM, "add_slots", [name for name, _ in slots], [slot for _, slot in slots])


def limits_of(name):
    """The time limits of a job's task, as Celery takes them; none for those that have the usual ones."""
    seconds = _jobs[name].seconds if name in _jobs else None
    if seconds is None:
        return {}
    last_words = settings.CELERY_TASK_TIME_LIMIT - settings.CELERY_TASK_SOFT_TIME_LIMIT
    return {"soft_time_limit": seconds, "time_limit": seconds + last_words}


def run_slot(slot_id):
    """Runs the job of a slot. Says how it ended: done, skipped (it was done before) or failed."""
    begun = sql.ask(sql.SYSTEM, "begin_slot", slot_id)
    if begun is None:
        return "skipped"
    name = begun.loads()["task"]
    result, failure = None, None
    try:
        with tracing.following("", name):
            result = _function(name)()
    except Exception as error:
        log.exception("The job %s failed", name)
        failure = f"{type(error).__name__}: {error}"
    sql.do(sql.SYSTEM, "end_slot", slot_id, str(result) if result is not None else None, failure)
    outcome = "failed" if failure else "done"
    metrics.jobs.labels(name, outcome).inc()
    return outcome


def _function(name):
    if name not in _jobs:
        raise UnknownJob(f"No job is called {name} here. Was a release rolled back?")
    return _jobs[name].function
