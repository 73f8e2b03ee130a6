"""The courier: takes deliveries that are due to providers and to the mail server, and notes what became of each.

What waits, waits in PostgreSQL; the broker has no part in it. Each is leased to one courier, who sends it outside of
any transaction. One that was killed in between leaves the delivery to the next when the lease ends, with the same id,
by which providers and devices know the second for the first. Any number of couriers may run.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import uniform
from threading import Event
from time import monotonic
from uuid import UUID

from django.conf import settings

from notifications import letters, texts
from notifications.lanes import Lanes
from notifications.ports import Device, failed, retry
from notifications.providers import provider_of
from topin import errors, metrics, sql, tracing
from topin.outage import Outage

log = logging.getLogger(__name__)
POLL = 1.0  # seconds
SOON = 1.0  # seconds after which what was claimed is looked at anew: it may have been read, or hidden
BREATH = 0.2  # seconds until others are asked for while a channel is full
LEAST_PAUSE = 1.0  # seconds until a second try
MAIL = "email"


class Courier:
    def __init__(self):
        self.stopping = Event()
        self.outage = Outage("PostgreSQL")
        self.lanes = Lanes(settings.COURIER_THREADS, settings.COURIER_BATCH)
        self.pool = ThreadPoolExecutor(settings.COURIER_THREADS, thread_name_prefix="courier")

    def stop(self):
        self.stopping.set()

    def run(self):
        """Works until `stop()`, over outages of PostgreSQL."""
        while not self.stopping.is_set():
            try:
                with sql.listen("topin_deliveries") as heard:
                    self._serve(heard)
            except errors.Unavailable as error:
                self.outage.began(error)
                self.stopping.wait(POLL)
        self.pool.shutdown()

    def _serve(self, heard):
        more = True
        while not self.stopping.is_set():
            if not more and self.lanes.full():
                self.lanes.wait_for_room(BREATH)
                more = True
            heard(0 if more else POLL)
            more = self.begin()
            self.outage.ended()

    def round(self):
        """Sends what is due, as much as one claim takes, to its end. Returns whether there may be more."""
        more = self.begin()
        self.lanes.wait_for_end()
        return more

    def begin(self):
        """Begins to send what is due, as much as one claim takes. Returns whether there may be more."""
        orders, claimed_at = claim(self.lanes.full()), monotonic()
        self.lanes.add([(order["lane"], (order, claimed_at)) for order in orders])
        for _ in range(min(len(orders), settings.COURIER_THREADS)):
            self.pool.submit(self._work)
        return len(orders) > 0

    def _work(self):
        """A thread: one after the other, while any waits that may go on."""
        while (begun := self.lanes.begin()) is not None:
            channel, (order, claimed_at) = begun
            started = monotonic()
            try:
                if self._take(order, started - claimed_at):
                    for left, _ in self.lanes.taken_back(channel):
                        put_back(left)
            finally:
                self.lanes.end(channel, monotonic() - started)

    def _take(self, order, waited):
        """Sends it, if it is time. Returns whether its channel wants no more for now.

        What was not begun early in its lease might be sent by the next courier as well.
        """
        if self.stopping.is_set() or waited > settings.COURIER_LEASE / 2:
            put_back(order)
            return False
        if waited >= SOON:
            order = look_again(order)
        return order is not None and deliver(order)


def claim(full=()):
    """Orders (`internal.delivery_order`) that are this courier's until their lease ends; none of the channels `full`.

    Of each channel half of a batch at most, so that a crowd of one leaves room for others.
    """
    pauses = timedelta(seconds=settings.PUSH_GROUP_SECONDS), timedelta(seconds=settings.PUSH_MESSAGE_SECONDS)
    lease, most = timedelta(seconds=settings.COURIER_LEASE), settings.COURIER_BATCH
    args = (most, max(1, most // 2), sorted(full), lease, *pauses, settings.PUSH_TRIES)
    orders = sql.do(sql.SYSTEM, "claim_notification_deliveries", *args).loads()
    # But for those whose device or member went in this moment: their lease ends, and then they are dropped.
    return [order for order in orders if order and (order["channel"] == MAIL or order["device"])]


def look_again(order):
    """The order as it is now, or None when it must not go out any more. Never raises."""
    try:
        found = sql.do(sql.SYSTEM, "look_again_at_delivery", UUID(order["id"]), order["try"])
        return found and found.loads()
    except Exception as error:  # its lease brings it back
        log.warning("A delivery could not be looked at: %s", type(error).__name__)
        return None


def deliver(order):
    """Sends one order and notes what became of it. Returns whether its channel wants no more for now.

    Never raises: what it could not note, its lease brings back.
    """
    outcome = None
    try:
        with tracing.following("", f"push {kind_of(order)}"):
            outcome = _readable(_send(order))
        metrics.notification_deliveries.labels(kind_of(order), outcome.result).inc()
        ENDINGS[outcome.result](order, outcome)
    except errors.Unavailable:
        pass
    except Exception:
        log.exception("A delivery could not be ended")
    return outcome is not None and (outcome.channel or outcome.result == "stopped")


def put_back(order):
    """Leaves an order to whoever claims it next. Never raises."""
    try:
        _put_back(order, "")
    except Exception:
        log.exception("A delivery could not be put back")


def kind_of(order):
    """The kind of channel: email, webpush, fcm or apns."""
    return order["lane"].partition(":")[0]


def _send(order):
    try:
        if order["channel"] == MAIL:
            return letters.send(order)
        push = texts.push_of(order)
        if push is None:
            return failed("nothing to say any more")
        return provider_of(order["device"]["provider"]).send(_device(order["device"]), push)
    except errors.Unavailable:
        raise
    except Exception as error:
        log.exception("A delivery of kind %s failed", order["kind"])
        return retry(f"{type(error).__name__}")


def _readable(outcome):
    """Its answer without signs that no table takes, or that turn the words of an operator's page around."""
    printed = "".join(letter if letter.isprintable() else " " for letter in outcome.answer)
    return outcome._replace(answer=" ".join(printed.split()))


def _device(fields):
    at = datetime.fromisoformat(fields["registered_at"])
    return Device(**fields | {"id": UUID(fields["id"]), "registered_at": at})


# -- what became of it -----------------------------------------------------------------------------


def _accepted(order, outcome):
    _end(order, "sent", "", outcome)
    if outcome.environment:
        sql.do(sql.SYSTEM, "move_device", UUID(order["device"]["id"]), outcome.environment)


def _dropped(order, outcome):
    device = _device(order["device"])
    if not sql.do(sql.SYSTEM, "drop_device", device.id, device.registered_at, "device_gone"):  # it came back meanwhile
        _end(order, "waiting", "", outcome)


def _failed(order, outcome):
    _end(order, "failed", "rejected", outcome)


def _retry(order, outcome):
    wait = pause_of(order["try"]) if outcome.wait is None else max(outcome.wait, least_pause_of(order["try"]))
    if outcome.channel:
        least, most = timedelta(seconds=wait), timedelta(seconds=settings.PUSH_LONGEST_PAUSE)
        sql.do(sql.SYSTEM, "pause_push_channel", order["lane"], least, most)
    _end(order, "waiting", "", outcome, timedelta(seconds=wait))


def _stopped(order, outcome):
    device = order["device"] and UUID(order["device"]["id"])
    found = sql.do(sql.SYSTEM, "stop_push_channel", order["lane"], outcome.answer, device)
    if found == "device":
        return _failed(order, outcome)
    if found == "stopped":
        log.error("%s refuses our credentials (%s): nothing goes out by it until it is opened again in the console",
                  order["lane"], outcome.answer)  # fmt: skip
    return _put_back(order, outcome.answer)


ENDINGS = {
    "accepted": _accepted,
    "dropped": _dropped,
    "failed": _failed,
    "retry": _retry,
    "stopped": _stopped,
}


def _put_back(order, answer):
    sql.do(sql.SYSTEM, "put_back_notification_delivery", UUID(order["id"]), order["try"], answer, timedelta(0))


def pause_of(tries):
    """Seconds until the next try: PUSH_FIRST_PAUSE, doubled with each, at most PUSH_LONGEST_PAUSE.

    And up to a tenth more, so that what failed together does not come again together.
    """
    pause = min(settings.PUSH_FIRST_PAUSE * 2 ** max(0, tries - 1), settings.PUSH_LONGEST_PAUSE)
    return pause * uniform(1, 1.1)  # noqa: S311  (nothing secret)


def least_pause_of(tries):
    """Seconds that pass also when a provider asks for less: it is taken at its word once."""
    return pause_of(tries - 1) if tries > 1 else LEAST_PAUSE


def _end(order, state, reason, outcome, wait=timedelta(0)):
    sql.do(
        *(sql.SYSTEM, "end_notification_delivery", UUID(order["id"]), order["try"], state, reason),
        *(outcome.answer, wait, settings.PUSH_TRIES),
    )
