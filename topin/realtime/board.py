"""Topics of this process's sockets: looks each round at what changed and tells those who subscribed.

A round asks one question for all subscriptions together, however many there are; whoever may not see
the thing any more drops out in that round, so within two seconds, and hears that there is no such topic.
Hints come as notices of PostgreSQL, are gathered between two rounds, and so reach a socket at most once a
round.
"""

import asyncio
import json
import threading
from collections import defaultdict
from uuid import UUID

from topin import errors, sql
from topin.outage import Outage
from topin.realtime.hub import forever
from topin.realtime.threads import in_thread
from topin.realtime.topics import hints, watches

ROUND_SECONDS = 1
PAIRS_AT_ONCE = 500  # that one question asks about
MOST_NOTICES = 1_000  # kept between two rounds; what comes beyond is dropped


class Board:
    def __init__(self):
        self.seen = defaultdict(dict)  # topic → {socket: the payload it knows}
        self.notices = defaultdict(dict)  # channel → notices of this round, each once
        self.outage = Outage("PostgreSQL")
        self.task = None
        self.ear = None

    async def enter(self, socket, topic):
        """Whether the socket's member may have this topic; if so it is told of changes, and now how things stand."""
        name, _, subject = topic.partition(":")
        if name in watches:
            pair = (socket.viewer.user_id, UUID(subject))
            found = await in_thread(watches[name].look, [pair])
            if pair not in found:
                return False
            self.seen[topic][socket] = None
            await socket.say("subscribed", topic=topic)
            await self._show(socket, topic, found[pair])
        else:
            self.seen[topic][socket] = None
            self._listen()
            await socket.say("subscribed", topic=topic)
        if self.task is None:
            self.task = asyncio.ensure_future(forever(self.round))
        return True

    def has(self, socket, topic):
        """Whether the socket has this topic: it was let in, and still may see the thing."""
        return socket in self.seen.get(topic, ())

    def leave(self, socket, topic):
        of_topic = self.seen.get(topic, {})
        of_topic.pop(socket, None)
        if not of_topic:
            self.seen.pop(topic, None)

    # -- rounds ------------------------------------------------------------------------------------

    async def round(self):
        await asyncio.sleep(ROUND_SECONDS)
        try:
            for name in watches:
                await self._look(name)
            for name in hints:
                await self._pass_on(name)
            self.outage.ended()
        except errors.Unavailable as error:
            self.outage.began(error)

    async def _look(self, name):
        subscribed = [
            (topic, socket, (socket.viewer.user_id, UUID(topic.partition(":")[2])))
            for topic, sockets in self.seen.items()
            if topic.startswith(f"{name}:")
            for socket in sockets
        ]
        found, pairs = {}, list(dict.fromkeys(pair for _, _, pair in subscribed))
        for first in range(0, len(pairs), PAIRS_AT_ONCE):
            found |= await in_thread(watches[name].look, pairs[first : first + PAIRS_AT_ONCE])
        for topic, socket, pair in subscribed:
            if pair in found:
                await self._show(socket, topic, found[pair])
            elif self.has(socket, topic):  # theirs to see no more
                self.leave(socket, topic)
                await socket.lose(topic)

    async def _show(self, socket, topic, payload):
        """Pushes what the socket does not know yet; one that is behind hears it in a later round."""
        known = self.seen.get(topic, {})
        if socket in known and known[socket] != payload and await self._tell(socket, topic, payload):
            known[socket] = payload

    async def _pass_on(self, name):
        notices = list(self.notices.pop(hints[name].channel, {}))
        members = {socket.viewer.user_id for socket in self.seen.get(name, {})}
        if not notices or not members:
            return
        concerned = await in_thread(hints[name].audience, notices, members)
        for socket in list(self.seen.get(name, {})):
            if socket.viewer.user_id in concerned:
                await self._tell(socket, name, {})

    async def _tell(self, socket, topic, payload):
        name = topic.partition(":")[0]
        kind = (watches.get(name) or hints[name]).kind
        return await socket.offer(json.dumps({"type": "topic", "topic": topic, "kind": kind, "payload": payload}))

    # -- notices -----------------------------------------------------------------------------------

    def _listen(self):
        """A thread that hears notices, from the first subscriber on."""
        if self.ear is None:
            channels = [hint.channel for hint in hints.values()]
            arguments = (asyncio.get_running_loop(), channels)
            self.ear = threading.Thread(target=self._hear, args=arguments, name="notices", daemon=True)
            self.ear.start()

    def _hear(self, loop, channels):
        outage, pause = Outage("PostgreSQL"), threading.Event()
        while not loop.is_closed():
            try:
                with sql.listen(*channels) as heard:
                    outage.ended()
                    while not loop.is_closed():
                        for channel, notice in heard(ROUND_SECONDS):
                            loop.call_soon_threadsafe(self._note, channel, notice)
            except errors.Unavailable as error:
                outage.began(error)
                pause.wait(1)
            except RuntimeError:  # the loop was closed in between: the process ends
                return

    def _note(self, channel, notice):
        if len(self.notices[channel]) < MOST_NOTICES:
            self.notices[channel][notice] = None


board = Board()
