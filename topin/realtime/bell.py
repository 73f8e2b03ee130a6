"""Rings sockets: a word on the channel layer that a member's stream has something new.

Ringing is a courtesy. What is delivered is read from PostgreSQL, and realtime servers look there by
themselves each second, so a bell that fails costs a moment and nothing else.
"""

import asyncio
import threading

from channels.layers import get_channel_layer

from topin.outage import Outage

TIMEOUT = 2  # seconds for one word


def group_of(user_id):
    """The channel layer's group that a member's sockets listen to."""
    return f"stream.{user_id}"


class Bell:
    """Rings from a thread with an event loop of its own; a member who waits to be rung is rung once."""

    def __init__(self):
        self.waiting = {}  # user id → None, in order
        self.outage = Outage("The channel layer")
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, name="bell", daemon=True)
        self.thread.start()

    def ring(self, users):
        users = list(users)
        if users:
            self.loop.call_soon_threadsafe(self._add, users)

    def stop(self):
        self.loop.call_soon_threadsafe(self.task.cancel)
        self.thread.join(TIMEOUT)

    def _add(self, users):
        self.waiting.update(dict.fromkeys(users))
        self.added.set()

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.added = asyncio.Event()
        self.task = self.loop.create_task(self._ring_all())
        try:
            self.loop.run_until_complete(self.task)
        except asyncio.CancelledError:
            pass
        finally:
            self.loop.close()

    async def _ring_all(self):
        layer = get_channel_layer()
        while True:
            await self.added.wait()
            self.added.clear()
            while self.waiting:
                await self._ring(layer, next(iter(self.waiting)))

    async def _ring(self, layer, user_id):
        del self.waiting[user_id]
        word = {"type": "stream.ring", "user_id": user_id}
        try:
            await asyncio.wait_for(layer.group_send(group_of(user_id), word), TIMEOUT)
            self.outage.ended()
        except Exception as error:  # whatever the layer's client raises: the bell goes on
            self.outage.began(error)
            self.waiting.clear()  # they are found by looking
