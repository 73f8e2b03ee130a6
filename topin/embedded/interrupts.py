"""Ctrl-C, SIGTERM and a closed terminal: each ends the run, in order, at any moment of it."""

import signal
from contextlib import contextmanager


class Stopped(BaseException):
    """Somebody asked the run to end. Not an error: nothing that catches errors may swallow it."""


class Interrupts:
    def __init__(self):
        self.count = 0  # a second one means: at once
        self._held = False

    def install(self):
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(name) is not signal.SIG_IGN:  # nohup ignores SIGHUP, and means it
                signal.signal(name, self._receive)

    @contextmanager
    def held(self):
        """Lets a step finish that must not be cut in two (a child started, but not yet written down)."""
        outer, self._held = self._held, True
        try:
            yield
        finally:
            self._held = outer
        if self.count and not self._held:
            raise Stopped

    def hold(self):
        """From now on they are only counted: we are stopping already."""
        self._held = True

    def _receive(self, number, frame):
        self.count += 1
        if not self._held:
            raise Stopped
