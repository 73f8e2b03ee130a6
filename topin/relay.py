"""The relay: hands recorded events to their readers, due slots to workers, and rings sockets.

Each round takes new events (SKIP LOCKED, so any number of relays may run), makes a delivery for each
reader, and sends as many due deliveries and slots as the broker has room for. What waits, waits in
PostgreSQL: an erased broker loses copies only, and a copy that got lost is sent again when its lease
ends. NOTIFY wakes the relay at once; without notices it looks each second.
"""

import logging
from datetime import timedelta
from threading import Event
from uuid import UUID

from django.conf import settings
from kombu.exceptions import OperationalError

from topin import errors, events, sql
from topin.celery import app
from topin.outage import Outage
from topin.queues import QUEUES
from topin.realtime.bell import Bell

log = logging.getLogger(__name__)
POLL = 1.0  # seconds
QUEUE_ROOM = 1_000  # tasks that may wait in one queue of the broker; more stay in PostgreSQL
SLOTS = 50
_broker = app.connection_for_write()
BROKER_ERRORS = (OperationalError, OSError, *_broker.connection_errors, *_broker.channel_errors)


class Relay:
    def __init__(self):
        self.stopping = Event()
        self.bell = Bell()
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
        more = True
        while not self.stopping.is_set():
            notices = heard(0 if more else POLL)
            self.bell.ring(user for channel, user in notices if channel == "topin_streams")
            more = self.round()
            self.database.ended()

    def round(self):
        """One turn of all work. Returns whether there is more of it at once."""
        taken = take_events()
        try:
            sent = send_deliveries() + send_slots()
            self.broker.ended()
        except BROKER_ERRORS as error:
            self.broker.began(error)
            app.pool.force_close_all()  # what the dead connections had declared is not to be trusted
            sent = 0
        return taken == settings.RELAY_BATCH or sent >= settings.RELAY_BATCH


def take_events():
    """Makes deliveries of new events in the transaction that marks them as taken. Returns how many events."""
    with sql.acting_as(sql.SYSTEM):
        claimed = sql.call("claim_events", settings.RELAY_BATCH).loads()
        wanted = [(UUID(event["id"]), reader) for event in claimed for reader in events.readers_of(event["kind"])]
        if wanted:
            ids, readers = zip(*wanted, strict=True)
            names, queues = [r.name for r in readers], [r.queue for r in readers]
            sql.call("add_deliveries", list(ids), names, queues)
    return len(claimed)


def send_deliveries():
    """Sends due deliveries to the queues that have room. Returns how many; raises what the broker raises."""
    with app.pool.acquire(block=True) as connection, connection.channel() as channel:
        rooms = [_room(channel, queue) for queue in QUEUES]
        lease = timedelta(seconds=settings.DELIVERY_LEASE)
        claimed = sql.do(sql.SYSTEM, "claim_deliveries", list(QUEUES), rooms, lease).loads()
        producer = app.amqp.Producer(channel)
        for delivery in claimed:
            _send(producer, "topin.deliver", delivery["id"], delivery["queue"])
    return len(claimed)


def send_slots():
    """Sends due slots of the clock. Returns how many."""
    claimed = sql.do(sql.SYSTEM, "claim_slots", SLOTS, timedelta(seconds=settings.SLOT_LEASE)).loads()
    with app.pool.acquire(block=True) as connection, connection.channel() as channel:
        producer = app.amqp.Producer(channel)
        for slot in claimed:
            _send(producer, "topin.run_slot", slot["id"], "default")
    return len(claimed)


def _room(channel, queue):
    waiting = channel.queue_declare(queue=queue, durable=True).message_count
    return min(max(0, QUEUE_ROOM - waiting), settings.RELAY_BATCH)


def _send(producer, task, row_id, queue):
    app.send_task(task, [row_id], queue=queue, producer=producer, retry=False)
