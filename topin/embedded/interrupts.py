"""Ctrl-C, SIGTERM and a closed terminal: each ends the run, in order, at any moment of it.

Signals belong to the whole process, and so does this state.
"""

import signal
from contextlib import contextmanager
from time import monotonic

SAME_KEY_SECONDS = 1  # a closing terminal sends two signals at once: that is one wish


class Stopped(BaseException):
    """Somebody asked the run to end. Not an error: nothing that catches errors may swallow it."""


class _State:
    asked: float | None = None  # when it was asked first
    urgent = False
    held = False


def install():
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(name) is not signal.SIG_IGN or name == signal.SIGINT:
            signal.signal(name, _receive)  # nohup ignores SIGHUP, and means it; `&` in a script ignores SIGINT


@contextmanager
def held():
    """Lets a step finish that must not be cut in two (a child that is born, but not yet known)."""
    outer, _State.held = _State.held, True
    try:
        yield
    finally:
        _State.held = outer
    if _State.asked and not _State.held:
        raise Stopped


def hold():
    """From now on they are only noted: the run is ending already."""
    _State.held = True


def is_urgent() -> bool:
    """Asked again: they do not want to wait."""
    return _State.urgent


def _receive(number, frame):
    now = monotonic()
    _State.asked = _State.asked or now
    _State.urgent = now - _State.asked > SAME_KEY_SECONDS
    if not _State.held:
        raise Stopped
