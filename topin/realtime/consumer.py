"""The socket's door: frames in, frames out.

It has no channel layer of its own; the process's hub listens for all of its sockets.
"""

import asyncio
import json
from collections import deque
from functools import cache
from uuid import UUID, uuid4

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from topin import errors, limits, streams
from topin.realtime import crowd
from topin.realtime.admission import admit
from topin.realtime.board import board
from topin.realtime.feed import Feed
from topin.realtime.frames import message_frame, text_frame
from topin.realtime.hub import hub
from topin.realtime.once import Once
from topin.realtime.outflow import TooSlow
from topin.realtime.threads import in_thread
from topin.realtime.topics import answers, is_topic

HELLO_SECONDS = 1
NO_TOPIC = "There is no such topic"
REPEAT_SECONDS = 1  # within which a frame of the same type about the same thing is not passed on again
AGAIN_LATER, REPLACED, TOO_MANY, TOO_SLOW = 1013, 4409, 4429, 4408


class SocketConsumer(AsyncWebsocketConsumer):
    channel_layer_alias = None
    viewer = patience = None
    greeted = False  # the client said hello

    async def connect(self):
        self.open = True
        self.outflow = self.scope["outflow"]  # of our own server (`manage.py realtime`)
        self.name = crowd.name_of(uuid4().hex)  # now: it says which socket is older
        self.topics = set()
        self.frames = deque(maxlen=frame_rule().count)
        self.passed = Once(REPEAT_SECONDS)
        await self.accept()  # first: a close code reaches browsers only over an open socket
        try:
            viewer = await in_thread(admit, self.scope)
        except errors.Unavailable:
            return await self.close(AGAIN_LATER)
        except errors.Refused as refusal:
            return await self.close(refusal.close_code)
        self.viewer = viewer
        self.feed = Feed(viewer, self.push, self.close)
        await hub.enter(self)
        # From now on frames are read: what passed until here was not the client's delay.
        self.patience = asyncio.get_running_loop().call_later(HELLO_SECONDS, self.feed.start)
        return None

    async def disconnect(self, code):
        self.open = False
        if self.viewer is not None:
            if self.patience is not None:
                self.patience.cancel()
            self.feed.stop()
            for topic in self.topics:
                board.leave(self, topic)
            await hub.leave(self)

    # -- out ---------------------------------------------------------------------------------------

    async def push(self, frames):
        """Sends whole frames; waits while the client has too much before it. Raises TooSlow.

        Past Channels and Daphne, whose way out costs more than the sending.
        """
        if self.open:
            await self.outflow.send(frames)

    async def offer(self, text):
        """Sends a frame that may be dropped, unless the client is behind. Returns whether it did."""
        if not self.open or not self.outflow.flows:
            return False
        await self.push(text_frame(text))
        return True

    async def whisper(self, topic, text):
        """Offers a frame about a topic, if this socket has that."""
        if board.has(self, topic):
            await self.offer(text)

    async def lose(self, topic):
        """The member may not have this topic any more. Who is too far behind to hear it comes back and asks."""
        self.topics.discard(topic)
        ending = {"type": "error", "code": "not_found", "message": NO_TOPIC, "topic": topic}
        if not await self.offer(json.dumps(ending)):
            await self.close(TOO_SLOW)

    async def close(self, code=None, reason=None):
        if self.open:
            self.open = False
            await super().close(code)

    async def replaced(self):
        """Another socket took this one's place."""
        await self.close(REPLACED)

    async def say(self, kind, **fields):
        """Answers a frame. Never waits: a client that asks and does not read is cut off."""
        try:
            await asyncio.wait_for(self.push(message_frame(kind, **fields)), 1)
        except (TooSlow, TimeoutError):
            await self.close(TOO_SLOW)

    async def complain(self, code, message, **about):
        await self.say("error", code=code, message=message, **about)

    # -- in ----------------------------------------------------------------------------------------

    async def receive(self, text_data=None, bytes_data=None):
        if not self.open:
            return None
        if self._too_many_frames():
            return await self.close(TOO_MANY)
        message = read_frame(text_data)
        if message is None:
            return await self.complain("malformed", "A frame is a JSON object with a type")
        kind = message["type"]
        if kind in ANSWERS:
            return await ANSWERS[kind](self, message)
        if kind in answers:
            return await self._pass_on(kind, message)
        return await self.complain("unknown_type", "This server does not know frames of this type")

    async def _pass_on(self, kind, message):
        """Tells the app that answers for such frames what this one is about; whatever else it says is nobody's."""
        try:
            subject = read_id(message.get(answers[kind].about))
            if self.passed.first((kind, subject)):
                await in_thread(answers[kind].answer, self.viewer, subject)
        except errors.Refused as refusal:
            await self.complain(refusal.code, refusal.detail)

    def _too_many_frames(self):
        now = asyncio.get_running_loop().time()
        full = len(self.frames) == self.frames.maxlen and now - self.frames[0] < frame_rule().period
        self.frames.append(now)
        return full

    async def hello(self, message):
        if self.viewer is None or self.greeted or self.feed.welcomed:
            return await self.complain("invalid", "hello comes once, and first")
        try:
            wanted = read_hello(message)
        except errors.Invalid as refusal:
            return await self.complain(refusal.code, refusal.detail)
        self.greeted = True
        self.patience.cancel()
        return self.feed.start(wanted)

    async def ping(self, message):
        await self.say("pong")

    async def subscribe(self, message):
        topic = message.get("topic")
        if not isinstance(topic, str):
            return await self.complain("not_found", NO_TOPIC)
        if topic in self.topics:
            return await self.say("subscribed", topic=topic)
        try:
            return await self._take(topic)
        except errors.Refused as refusal:
            return await self.complain(refusal.code, refusal.detail, topic=topic)

    async def _take(self, topic):
        """Raises NotFound, Conflict `too_many_topics`, Unavailable."""
        if not is_topic(topic):
            raise errors.NotFound(NO_TOPIC)
        if len(self.topics) >= settings.SOCKET_TOPICS:
            raise errors.Conflict(f"A socket has at most {settings.SOCKET_TOPICS} topics", code="too_many_topics")
        self.topics.add(topic)
        try:
            if not await board.enter(self, topic):
                raise errors.NotFound(NO_TOPIC)
        except errors.Refused:
            self.topics.discard(topic)
            raise

    async def unsubscribe(self, message):
        topic = message.get("topic")
        if isinstance(topic, str):
            self.topics.discard(topic)
            board.leave(self, topic)


ANSWERS = {
    "hello": SocketConsumer.hello,
    "ping": SocketConsumer.ping,
    "subscribe": SocketConsumer.subscribe,
    "unsubscribe": SocketConsumer.unsubscribe,
}


@cache
def frame_rule():
    return limits.rules(settings.RATE_LIMITS)["socket"]


def read_frame(text):
    """The message of a frame, or None when it is none."""
    try:
        message = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) and isinstance(message.get("type"), str) else None


def read_id(value):
    """Raises NotFound for what is no id, as for one of nothing."""
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise errors.NotFound() from None


def read_hello(message):
    """The position a client resumes from, or None for live from now. Raises Invalid."""
    epoch, seq = message.get("epoch"), message.get("seq")
    if epoch is None and seq is None:
        return None
    try:
        if isinstance(seq, bool) or not isinstance(seq, int) or not 0 <= seq <= streams.LARGEST:
            raise ValueError
        return streams.Position(UUID(epoch), seq)
    except (ValueError, TypeError, AttributeError):
        raise errors.Invalid("hello has an epoch (text) and a seq (number), or neither") from None
