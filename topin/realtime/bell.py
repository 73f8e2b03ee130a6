"""Words on the channel layer to a member's sockets, wherever they are: that their stream has something new, or a
whisper that nobody keeps.

Both are a courtesy. What is delivered is read from PostgreSQL, and realtime servers look there by themselves each
second, so a word that fails costs a moment, or that somebody was seen typing, and nothing else.
"""

import asyncio
import atexit
import json
import os
import threading

from channels.layers import get_channel_layer

from topin.outage import Outage

TIMEOUT = 2  # seconds for one word


def group_of(user_id):
    """The channel layer's group that a member's sockets listen to."""
    return f"stream.{user_id}"


class Bell:
    """Speaks from a thread with an event loop of its own, from the first word on; what waits is said once."""

    def __init__(self):
        self.waiting = {}  # what it says, as text → (user id, word), in order
        self.outage = Outage("The channel layer")
        self.lock = threading.Lock()
        self.thread = None

    def ring(self, users):
        """The streams of these members have something new."""
        self._say((user_id, {"type": "stream.ring", "user_id": str(user_id)}) for user_id in users)

    def whisper(self, users, topic, kind, payload):
        """Tells the members' sockets that subscribed to the topic, if nothing comes between. Never waits."""
        said = {"type": "topic.whisper", "topic": topic, "kind": kind, "payload": payload}
        self._say((user_id, said | {"user_id": str(user_id)}) for user_id in users)

    def stop(self):
        if self.thread is not None:
            self.loop.call_soon_threadsafe(self.task.cancel)
            self.thread.join(TIMEOUT)

    def _say(self, words):
        words = {json.dumps(word, sort_keys=True): (user_id, word) for user_id, word in words}
        if words:
            with self.lock:
                if self.thread is None:
                    self._begin()
            self.loop.call_soon_threadsafe(self._add, words)

    def _begin(self):
        ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, args=[ready], name="bell", daemon=True)
        self.thread.start()
        ready.wait()

    def _add(self, words):
        self.waiting.update(words)
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
            while self.waiting:
                await self._send(layer, *self.waiting.pop(next(iter(self.waiting))))

    async def _send(self, layer, user_id, word):
        try:
            await asyncio.wait_for(layer.group_send(group_of(user_id), word), TIMEOUT)
            self.outage.ended()
        except Exception as error:  # whatever the layer's client raises: the bell goes on
            self.outage.began(error)
            self.waiting.clear()  # streams are found by looking, whispers are lost


bell = Bell()
whisper = bell.whisper
atexit.register(bell.stop)
os.register_at_fork(after_in_child=bell.__init__)  # threads do not live on in a child
