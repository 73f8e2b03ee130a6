"""Words on the channel layer to all realtime servers: whose streams have something new, or a whisper that nobody keeps.

Both are a courtesy. What is delivered is read from PostgreSQL, and realtime servers look there by themselves each
second, so a word that fails costs a moment, or that somebody was seen typing, and nothing else.

Each server hears every word and picks its own members: to look a member up costs it a microsecond, where a word for
each member apart would cost the speaker a hundred.
"""

import asyncio
import atexit
import json
import os
import threading

from channels.layers import get_channel_layer

from topin.outage import Outage

TIMEOUT = 2  # seconds for one word
GROUP = "sockets"  # of the channel layer: every realtime server listens to it
MEMBERS = 1_000  # that one word names at most


class Bell:
    """Speaks from a thread with an event loop of its own, from the first word on; what waits is said once."""

    def __init__(self):
        self.rung = {}  # ids of members, in order
        self.whispers = {}  # what it says, as text → word, in order
        self.outage = Outage("The channel layer")
        self.lock = threading.Lock()
        self.thread = None

    def ring(self, users):
        """The streams of these members have something new."""
        if rung := dict.fromkeys(map(str, users)):
            self._say(self.rung, rung)

    def whisper(self, users, topic, kind, payload):
        """Tells the members' sockets that subscribed to the topic, if nothing comes between. Never waits."""
        if users := sorted(map(str, users)):
            word = {"type": "topic.whisper", "users": users, "topic": topic, "kind": kind, "payload": payload}
            self._say(self.whispers, {json.dumps(word, sort_keys=True): word})

    def stop(self):
        if self.thread is not None:
            self.loop.call_soon_threadsafe(self.task.cancel)
            self.thread.join(TIMEOUT)

    def _say(self, waiting, more):
        with self.lock:
            if self.thread is None:
                self._begin()
        self.loop.call_soon_threadsafe(self._add, waiting, more)

    def _begin(self):
        ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, args=[ready], name="bell", daemon=True)
        self.thread.start()
        ready.wait()

    def _add(self, waiting, more):
        waiting.update(more)
        self.added.set()

    def _run(self, ready):
        asyncio.set_event_loop(self.loop)
        self.added = asyncio.Event()
        self.task = self.loop.create_task(self._say_all())
        ready.set()
        try:
            self.loop.run_until_complete(self.task)
        except asyncio.CancelledError:
            pass
        finally:
            self.loop.close()

    async def _say_all(self):
        layer = get_channel_layer()
        while True:
            await self.added.wait()
            self.added.clear()
            while self.rung or self.whispers:
                await self._send(layer, self._next())

    def _next(self):
        if self.whispers:
            return self.whispers.pop(next(iter(self.whispers)))
        users = list(self.rung)[:MEMBERS]
        for user in users:
            del self.rung[user]
        return {"type": "stream.ring", "users": users}

    async def _send(self, layer, word):
        try:
            await asyncio.wait_for(layer.group_send(GROUP, word), TIMEOUT)
            self.outage.ended()
        except Exception as error:  # whatever the layer's client raises: the bell goes on
            self.outage.began(error)
            self.rung.clear()  # found by looking
            self.whispers.clear()  # lost


bell = Bell()
whisper = bell.whisper
atexit.register(bell.stop)
os.register_at_fork(after_in_child=bell.__init__)  # threads do not live on in a child
