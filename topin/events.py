"""Facts and those who react to them: the registry of readers, and the running of one delivery.

A deed records an event in its own transaction (`internal.event_record`). The relay makes a delivery
for each reader of its kind and a worker runs it. A reader that `reads` runs in the transaction that
marks the delivery done, so what it does in the database happens exactly once, however often its task is
sent. One that `tells` the outside world runs outside of any transaction and is marked done afterwards.
"""

import logging
import time
import traceback
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import structlog
from django.conf import settings

from topin import errors, metrics, sql, tracing
from topin.queues import QUEUES

log = logging.getLogger(__name__)


class Event(NamedTuple):
    """What a reader gets. `delivery_id` is the idempotency key for providers outside the database."""

    id: UUID
    kind: str
    actor_id: UUID | None
    subject_id: UUID | None
    data: dict
    request_id: str
    created_at: datetime
    delivery_id: UUID


class Reader(NamedTuple):
    name: str
    kind: str
    queue: str
    function: Callable
    run: Callable  # (reader, delivery_id) → how it ended


class UnknownReader(LookupError):
    """A delivery for a reader that this release does not have."""


class EventGone(LookupError):
    """A delivery whose event is not kept any more."""


_by_name: dict[str, Reader] = {}
_by_kind: dict[str, list[Reader]] = defaultdict(list)


def reads(kind, queue="default"):
    """Registers a function of an app's `readers`: called once for each event of this kind.

    It runs inside `acting_as(SYSTEM)`, in the transaction that marks the delivery done. What it
    raises is tried again with growing pauses; after DELIVERY_TRIES the delivery is dead. One
    function may read several kinds.
    """
    return _registers(kind, queue, _read)


def reads_crowds(kind, queue="default"):
    """As `reads`, for what thousands may do to one thing: called with a list of events about one subject, in order.

    What comes while a delivery waits joins it, so that a crowd takes no more turns than others do.
    """
    return _registers(kind, queue, _read_crowd)


def tells(kind, queue="mail"):
    """Registers a function that tells the outside world (mails, files, other servers) of each event of this kind.

    It runs outside of any transaction, so that none waits for a slow server, and opens short ones of
    its own. At least once: whoever was killed between telling and marking tells again, with the same
    `event.delivery_id`, which the world outside must be given to know the second for the first. Its
    lease lasts as long as its task may, so no two workers tell at a time. Failures as with `reads`.
    """
    return _registers(kind, queue, _tell)


def _registers(kind, queue, run):
    if queue not in QUEUES:
        raise ValueError(f"There is no queue {queue!r}, only {', '.join(QUEUES)}")

    def register(function):
        reader = Reader(f"{function.__module__}.{function.__name__}", kind, queue, function, run)
        _by_name[reader.name] = reader
        _by_kind[kind].append(reader)
        return function

    return register


def readers_of(kind):
    """The readers of a kind, none for kinds that nobody reads."""
    return _by_kind.get(kind, ())


def takes_crowds(reader):
    """Whether it `reads_crowds`."""
    return reader.run is _read_crowd


def deliver(delivery_id, tries=0):
    """Runs one delivery, which had so many tries when it was sent.

    Says how it ended: done, waiting (for its next try), dead, or skipped (another worker has or had it).
    """
    lease = timedelta(seconds=settings.DELIVERY_LEASE)
    started = sql.do(sql.SYSTEM, "start_delivery", delivery_id, tries, lease, settings.DELIVERY_TRIES)
    if started is None:
        return "skipped"
    started = started.loads()
    with (
        structlog.contextvars.bound_contextvars(request_id=started["request_id"], delivery=str(delivery_id)),
        tracing.following(started["request_id"], started["reader"]),
    ):
        sql.begin_request(started["request_id"])
        try:
            outcome = "dead" if started["dead"] else _run(started["reader"], delivery_id)
        except Exception as error:
            outcome = _fail(delivery_id, started["reader"], error)
        finally:
            sql.begin_request("")
    metrics.deliveries.labels(started["reader"], outcome).inc()
    return outcome


def _run(name, delivery_id):
    if name not in _by_name:
        raise UnknownReader(f"No reader is called {name} here. Was a release rolled back?")
    reader = _by_name[name]
    return reader.run(reader, delivery_id)


def _read(reader, delivery_id):
    # The reader has as long as its task; each statement too.
    with sql.acting_as(sql.SYSTEM, timeout_ms=settings.CELERY_TASK_SOFT_TIME_LIMIT * 1000):
        begun = sql.call("begin_delivery", delivery_id)
        if begun is None:
            return "skipped"
        reader.function(_event(begun.loads()))
    return "done"


def _read_crowd(reader, delivery_id):
    with sql.acting_as(sql.SYSTEM, timeout_ms=settings.CELERY_TASK_SOFT_TIME_LIMIT * 1000):
        begun = sql.call("begin_delivery", delivery_id)
        if begun is None:
            return "skipped"
        rest = sql.call("get_delivery_crowd", delivery_id).loads()
        reader.function([_event(fields) for fields in [begun.loads(), *rest]])
    return "done"


def _tell(reader, delivery_id):
    assert sql.viewer_now() is None, "a reader that tells must not keep a transaction waiting"
    lease = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
    held = sql.do(sql.SYSTEM, "hold_delivery", delivery_id, lease)
    if held is None:
        return "skipped"
    reader.function(_event(held.loads()))
    sql.do(sql.SYSTEM, "end_delivery", delivery_id)
    return "done"


def holding(event):
    """A function that a reader which tells for long calls as often as it likes: its lease lasts while it does.

    Whoever is killed calls it no more, and is followed by another as soon as one that takes no longer than usual.
    """
    held_at = time.monotonic()

    def hold():
        nonlocal held_at
        if time.monotonic() - held_at > settings.CELERY_TASK_TIME_LIMIT / 4:
            sql.do(sql.SYSTEM, "hold_delivery", event.delivery_id, timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT))
            held_at = time.monotonic()

    return hold


def _event(fields):
    if fields["id"] is None:
        raise EventGone("The event of this delivery is not kept any more")
    for name in ("id", "actor_id", "subject_id", "delivery_id"):
        fields[name] = fields[name] and UUID(fields[name])
    return Event(**fields | {"created_at": datetime.fromisoformat(fields["created_at"])})


def _fail(delivery_id, reader, error):
    log.warning("%s failed: %s: %s", reader, type(error).__name__, error)
    text = f"{type(error).__name__}: {error}\n\n{_tail(error)}"
    pause = timedelta(seconds=settings.DELIVERY_FIRST_PAUSE)
    try:
        state = sql.do(sql.SYSTEM, "fail_delivery", delivery_id, text, pause, settings.DELIVERY_TRIES)
    except errors.Unavailable:
        return "waiting"  # no database to write it to; the lease brings the delivery back
    if state == "dead":
        log.error("%s is dead after %s tries", reader, settings.DELIVERY_TRIES)
    return state or "skipped"


def _tail(error):
    """The last lines of where it happened: enough for whoever decides about a replay."""
    return "".join(traceback.format_tb(error.__traceback__)[-3:])[-1500:]
