"""One socket's share of its member's stream: in order, each event once, nothing left out."""

import asyncio
import logging

from topin import errors, metrics, sql, streams
from topin.realtime.frames import event_frame, message_frame
from topin.realtime.outflow import TooSlow
from topin.realtime.reader import reader
from topin.realtime.threads import in_thread

log = logging.getLogger(__name__)
NOT_SIGNED_IN, TOO_SLOW, FAULT = 4401, 4408, 1011


class Feed:
    """Reads the stream after `position` and sends it. Rings during a reading are one reading more.

    `send(frames)` and `close(code)` are the socket's.
    """

    def __init__(self, viewer, send, close):
        self.viewer, self.send, self.close = viewer, send, close
        self.position = None  # None until the client was welcomed
        self.wanted = None
        self.started = False
        self._again = False
        self._task = None

    @property
    def welcomed(self):
        """Whether the client was told where it stands: too late then to choose."""
        return self.position is not None

    def start(self, wanted=None):
        """Welcomes the client: from the position it wants to resume, or live from now.

        Starting again with another wish counts until the client is welcomed.
        """
        self.wanted, self.started = wanted, True
        self.ring()

    def ring(self):
        """There may be something new."""
        self._again = True
        if self.started and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._run())

    def lags(self, seq):
        """Whether the stream stands elsewhere than this socket."""
        return self.started and (self.position is None or self.position.seq != seq)

    def lag(self, seq):
        """How many events of a stream that stands there this socket was not sent yet."""
        return max(0, seq - self.position.seq) if self.started and self.position else 0

    def stop(self):
        """What is being read comes to its end, and is sent to nobody."""
        self.started = self._again = False

    async def _run(self):
        try:
            while self._again:
                self._again = False
                await self._advance()
        except errors.NotSignedIn:
            await self._farewell()
        except errors.Unavailable:
            pass  # PostgreSQL is away; the hub sees that this socket is behind and rings again
        except TooSlow:
            await self.close(TOO_SLOW)
        except Exception:
            log.exception("A socket's stream failed")
            await self.close(FAULT)

    async def _advance(self):
        try:
            if not self.welcomed:
                await self._welcome()
            while self.started and await self._send_page():
                pass
        except streams.Outdated:
            await self._start_over()

    async def _welcome(self):
        now = None if self.wanted else await in_thread(streams.position_now, self.viewer)
        if self.wanted is None:  # still, after that wait
            return await self._greet(now, resumed=False)
        told = await reader.read(self.viewer, self.wanted)
        await self._greet(self.wanted, resumed=True)
        return await self._send_parts(told.parts)

    async def _start_over(self):
        # The position comes first: what happens while the client loads anew arrives as events.
        now = await in_thread(streams.position_now, self.viewer)
        await self._greet(now, resumed=False)
        await self.send(message_frame("reload"))

    async def _greet(self, position, resumed):
        welcome = {"epoch": str(position.epoch), "seq": position.seq, "resumed": resumed}
        await self.send(message_frame("welcome", **welcome))
        self.position = position

    async def _send_page(self):
        told = await reader.read(self.viewer, self.position)
        await self._send_parts(told.parts)
        return told.has_more

    async def _send_parts(self, parts):
        for part in parts:
            metrics.stream_events.inc(part.events)
            self.position = part.end
            await self.send(part.frames)

    async def _farewell(self):
        """The session has ended: what was told until then, its end included, and not a word more."""
        try:
            for item in await in_thread(self._until_the_end):
                await self.send(event_frame(item))
        except (errors.Refused, TooSlow):
            pass
        await self.close(NOT_SIGNED_IN)

    def _until_the_end(self):
        if self.position is None:
            return []
        items = streams.read(sql.Viewer.user(self.viewer.user_id), self.position).items
        mine = {"session_id": str(self.viewer.session_id)}
        for index, item in enumerate(items):
            if item["kind"] == "session.ended" and item["payload"] == mine:
                return items[: index + 1]
        return []
