"""What goes out by a socket, and how much of it has not left yet: Twisted's flow control for coroutines."""

import asyncio

from django.conf import settings
from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

PATIENCE = 5  # seconds that a reader who fell behind has to catch up


class TooSlow(Exception):
    """The client does not read what it is sent."""


@implementer(IPushProducer)
class Outflow:
    """Twisted pauses its producer when some 64 KiB wait in a connection, and resumes it when all went out."""

    def __init__(self, protocol):
        self.protocol, self.transport = protocol, protocol.transport
        self.behind = 0  # bytes sent since the pause began
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.transport.unregisterProducer()  # the HTTP channel that the socket grew out of
        self.transport.registerProducer(self, True)

    @property
    def flows(self):
        """Whether the client reads what it is sent."""
        return self.flowing.is_set()

    def pauseProducing(self):
        self.flowing.clear()

    def resumeProducing(self):
        self.behind = 0
        self.flowing.set()
        if self.transport.disconnecting:
            self.transport.unregisterProducer()  # it waits for its producer before it closes

    def stopProducing(self):
        self.flowing.set()

    async def send(self, frames):
        """Sends whole frames; with SOCKET_BACKLOG_BYTES waiting it waits too. Raises TooSlow after PATIENCE."""
        if self.protocol.state != self.protocol.STATE_OPEN:
            return
        self._write(frames)
        if self.flowing.is_set():
            return
        self.behind += len(frames)
        if self.behind > settings.SOCKET_BACKLOG_BYTES:
            try:
                await asyncio.wait_for(self.flowing.wait(), PATIENCE)
            except TimeoutError:
                raise TooSlow() from None

    def _write(self, frames):
        """Straight to the kernel, if nothing waits before them; Twisted takes what that does not. A turn of its reactor
        for each frame costs more than the sending."""
        if not self.transport.dataBuffer and not self.transport._tempDataLen:
            sent = self.transport.writeSomeData(frames)
            if sent == len(frames):
                return
            if isinstance(sent, int):
                frames = frames[sent:]
        self.transport.write(frames)  # which also finds out that the connection is lost
