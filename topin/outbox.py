"""What the relay sends to the broker: due deliveries and due slots, over one connection."""

from datetime import timedelta

from django.conf import settings
from kombu.exceptions import OperationalError

from topin import clock, sql
from topin.celery import app
from topin.queues import QUEUES, limits_of

QUEUE_ROOM = 1_000  # tasks that may wait in one queue of the broker; more stay in PostgreSQL
SLOTS = 50


class BrokerAway(Exception):
    """The broker took nothing, or not all; what it did not take is sent again when its lease ends."""


class Outbox:
    def __init__(self):
        self.connection, self.channel = _connection(), None
        self.faults = (OperationalError, OSError, *self.connection.connection_errors, *self.connection.channel_errors)

    def send_due(self):
        """Sends what is due and fits into the broker. Returns how many tasks. Raises BrokerAway."""
        try:
            if self.channel is None:
                self.channel = self.connection.channel()
            rooms = [self._room(queue) for queue in QUEUES]  # asking also shows whether the broker is there
            return self._send_deliveries(rooms) + self._send_slots()
        except self.faults as error:
            self._start_anew()
            raise BrokerAway(error) from error

    def _start_anew(self):
        self.connection.close()
        self.connection, self.channel = _connection(), None

    def _room(self, queue):
        waiting = self.channel.queue_declare(queue=queue, durable=True).message_count
        return min(max(0, QUEUE_ROOM - waiting), settings.RELAY_BATCH)

    def _send_deliveries(self, rooms):
        lease = timedelta(seconds=settings.DELIVERY_LEASE)
        claimed = sql.do(sql.SYSTEM, "claim_deliveries", list(QUEUES), rooms, lease).loads()
        for delivery in claimed:
            queue = delivery["queue"]
            self._send("topin.deliver", [delivery["id"], delivery["tries"]], queue, **limits_of(queue))
        return len(claimed)

    def _send_slots(self):
        lease = timedelta(seconds=settings.SLOT_LEASE)
        claimed = sql.do(sql.SYSTEM, "claim_slots", SLOTS, lease).loads()
        for slot in claimed:
            self._send("topin.run_slot", [slot["id"]], "default", **clock.limits_of(slot["task"]))
        return len(claimed)

    def _send(self, task, arguments, queue, **limits):
        producer = app.amqp.Producer(self.channel)
        app.send_task(task, arguments, queue=queue, producer=producer, retry=False, **limits)


def _connection():
    """Impatient, unlike a worker's, which waits for tasks: a broker that hangs must not hold up the bell."""
    timeouts = {"socket_timeout": settings.VALKEY_TIMEOUT, "socket_connect_timeout": settings.VALKEY_TIMEOUT}
    return app.connection_for_write(transport_options=timeouts)
