"""The relay: hands recorded events to their readers, due slots to workers, and rings sockets.

Each round takes new events (SKIP LOCKED, so any number of relays may run), makes a delivery for each
reader, and sends as many due deliveries and slots as the broker has room for. What waits, waits in
PostgreSQL: an erased broker loses copies only, and a copy that got lost is sent again when its lease
ends. NOTIFY wakes the relay at once; without notices it looks each second.
"""

import time
from threading import Event
from uuid import UUID

from django.conf import settings

from topin import errors, events, sql
from topin.outage import Outage
from topin.outbox import BrokerAway, Outbox
from topin.realtime.bell import Bell

POLL = 1.0  # seconds
PAUSE = 0.02  # seconds in which it gathers what comes: a busy relay turns fifty times a second, not for each notice
CROWD = 500  # events that one delivery may hold


class Relay:
    def __init__(self):
        self.stopping = Event()
        self.bell = Bell()
        self.outbox = Outbox()
        self.database = Outage("PostgreSQL")
        self.broker = Outage("The broker")

    def stop(self):
        self.stopping.set()

    def run(self):
        """Works until `stop()`, over outages of PostgreSQL and of the broker."""
        while not self.stopping.is_set():
            try:
                with sql.listen("topin_events", "topin_streams") as heard:
                    self._serve(heard)
            except errors.Unavailable as error:
                self.database.began(error)
                self.stopping.wait(POLL)
        self.bell.stop()

    def _serve(self, heard):
        due = 0  # when to look though no notice came
        while not self.stopping.is_set():
            notices = heard(max(0, due - time.monotonic()))
            self.bell.ring(user for channel, user in notices if channel == "topin_streams")
            if time.monotonic() >= due or any(channel == "topin_events" for channel, _ in notices):
                more = self.round()
                due = time.monotonic() + (0 if more else POLL)
                self.database.ended()
            if time.monotonic() < due:
                self.stopping.wait(PAUSE)

    def round(self):
        """One turn of all work. Returns whether there is more of it at once."""
        taken = take_events()
        try:
            sent = self.outbox.send_due()
            self.broker.ended()
        except BrokerAway as error:
            self.broker.began(error)
            sent = 0
        return taken == settings.RELAY_BATCH or sent >= settings.RELAY_BATCH


def take_events():
    """Makes deliveries of new events in the transaction that marks them as taken. Returns how many events."""
    with sql.acting_as(sql.SYSTEM):
        claimed = sql.call("claim_events", settings.RELAY_BATCH).loads()
        wanted = [(UUID(event["id"]), reader) for event in claimed for reader in events.readers_of(event["kind"])]
        _add("add_deliveries", [each for each in wanted if not events.takes_crowds(each[1])])
        _add("add_crowd_deliveries", [each for each in wanted if events.takes_crowds(each[1])], CROWD)
    return len(claimed)


def _add(name, wanted, *most):
    if wanted:
        sql.call(name, [event for event, _ in wanted], [r.name for _, r in wanted], [r.queue for _, r in wanted], *most)
