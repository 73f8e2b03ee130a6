"""All sockets of this process: who is connected, who is rung, who must go.

The channel layer rings (with the names of all members who have news); and because a bell may fail, the hub
also looks each second where the streams and sessions of its members stand. So a lost word costs a
second, and an ended session is closed in time without any bell.
"""

import asyncio
import json
import logging
from collections import defaultdict
from contextlib import suppress
from uuid import UUID

from channels.layers import get_channel_layer
from django.conf import settings

from topin import errors, metrics, presence, sql
from topin.outage import Outage
from topin.realtime import crowd
from topin.realtime.bell import GROUP
from topin.realtime.once import Once
from topin.realtime.threads import in_thread

log = logging.getLogger(__name__)
LOOK_SECONDS = 1
WORD_SECONDS = 1  # for one word to the channel layer
WHISPER_SECONDS = 1  # within which the same whisper is passed on once


class Hub:
    def __init__(self):
        self.sockets = defaultdict(dict)  # user id → {name: socket}
        self.whispered = Once(WHISPER_SECONDS)
        self.layer_outage = Outage("The channel layer")
        self.database_outage = Outage("PostgreSQL")
        self.tasks = []
        self.channel = None
        self.hears = False  # whether the channel has joined the group

    async def enter(self, socket):
        """Takes a socket in; the oldest of a member with too many is closed, wherever it is."""
        self._begin()
        user_id = socket.viewer.user_id
        self.sockets[user_id][socket.name] = socket
        metrics.sockets.inc()
        await self._make_room(user_id, socket.name)

    async def leave(self, socket):
        user_id = socket.viewer.user_id
        if self.sockets[user_id].pop(socket.name, None) is not None:
            metrics.sockets.dec()
        if not self.sockets[user_id]:
            del self.sockets[user_id]
        with suppress(crowd.Unreachable):  # else it is forgotten after a minute
            await in_thread(crowd.leave, user_id, socket.name)

    # -- too many sockets --------------------------------------------------------------------------

    async def _make_room(self, user_id, name):
        try:
            too_many = await in_thread(crowd.enter, user_id, name)
        except crowd.Unreachable:
            too_many = sorted(self.sockets[user_id])[: -settings.SOCKETS_PER_MEMBER]
        if too_many:
            await self._replace(user_id, too_many)
            word = {"type": "stream.replaced", "users": [str(user_id)], "names": too_many}
            await self._say(lambda layer: layer.group_send(GROUP, word))

    async def _replace(self, user_id, names):
        for name in names:
            socket = self.sockets.get(user_id, {}).get(name)
            if socket is not None:
                await socket.replaced()

    # -- the bell ----------------------------------------------------------------------------------

    def _begin(self):
        if not self.tasks:
            self.tasks = [asyncio.ensure_future(forever(work)) for work in (self._hear, self._look, self._renew)]

    async def _say(self, word):
        """Whether the channel layer took it in time."""
        try:
            await asyncio.wait_for(word(get_channel_layer()), WORD_SECONDS)
        except Exception as error:  # whatever the layer's client raises
            self.layer_outage.began(error)
            return False
        self.layer_outage.ended()
        return True

    async def _hear(self):
        layer = get_channel_layer()
        if self.channel is None:
            self.channel = await layer.new_channel()
        if not self.hears:
            self.hears = await self._say(lambda layer: layer.group_add(GROUP, self.channel))
        if not self.hears:
            return await asyncio.sleep(LOOK_SECONDS)
        word = await layer.receive(self.channel)
        for user_id in map(UUID, word["users"]):
            if user_id in self.sockets:
                await WORDS[word["type"]](self, user_id, word)
        return None

    async def _ring(self, user_id, word):
        for socket in self.sockets[user_id].values():
            socket.feed.ring()

    async def _replaced(self, user_id, word):
        await self._replace(user_id, word["names"])

    async def _whisper(self, user_id, word):
        topic = word["topic"]
        said = {"type": "topic", "topic": topic, "kind": word["kind"], "payload": word["payload"]}
        text = json.dumps(said)
        if self.whispered.first((user_id, text)):
            for socket in list(self.sockets[user_id].values()):
                await socket.whisper(topic, text)

    # -- looking by itself -------------------------------------------------------------------------

    async def _look(self):
        await asyncio.sleep(LOOK_SECONDS)
        sockets = [socket for of_member in self.sockets.values() for socket in of_member.values()]
        if not sockets:
            metrics.stream_lag.set(0)
            return
        viewers = {socket.viewer for socket in sockets}
        for viewer in viewers:
            presence.note(viewer)  # an open socket is a heartbeat
        try:
            positions, ended = await in_thread(look, viewers)
            self.database_outage.ended()
        except errors.Unavailable as error:
            self.database_outage.began(error)
            return
        lag = 0
        for socket in sockets:
            seq = positions.get(socket.viewer.user_id, 0)
            lag += socket.feed.lag(seq)
            if socket.viewer.session_id in ended or socket.feed.lags(seq):
                socket.feed.ring()
        metrics.stream_lag.set(lag)

    async def _renew(self):
        await asyncio.sleep(crowd.RENEW_SECONDS)
        sockets = {user_id: list(of_member) for user_id, of_member in self.sockets.items() if of_member}
        try:
            too_many = await in_thread(crowd.renew, sockets)
        except crowd.Unreachable:
            return
        for user_id, names in too_many.items():  # a word about them may have been lost
            await self._replace(user_id, names)


WORDS = {"stream.ring": Hub._ring, "stream.replaced": Hub._replaced, "topic.whisper": Hub._whisper}


async def forever(work):
    """Repeats a piece of work; a fault in it is logged and does not end it."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("The hub's %s failed", work.__name__)
            await asyncio.sleep(1)


def look(viewers):
    """Where the streams of these viewers stand, by user id, and which of their sessions have ended."""
    of_sessions = [viewer for viewer in viewers if viewer.session_id]
    owners, sessions = [v.user_id for v in of_sessions], [v.session_id for v in of_sessions]
    with sql.acting_as(sql.SYSTEM, read_only=True):
        positions = sql.call("get_stream_positions", [viewer.user_id for viewer in viewers]).loads()
        ended = sql.call("get_ended_sessions", owners, sessions).loads()
    return {UUID(user): seq for user, seq in positions.items()}, set(map(UUID, ended))


hub = Hub()
