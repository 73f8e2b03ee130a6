"""Ctrl-C, SIGTERM and a closed terminal: each ends the run, in order, at any moment of it.

Signals belong to the whole process, and so does this state.
"""

import signal
from contextlib import contextmanager


class Stopped(BaseException):
    """Somebody asked the run to end. Not an error: nothing that catches errors may swallow it."""


class _State:
    count = 0
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
    if _State.count and not _State.held:
        raise Stopped


def hold():
    """From now on they are only counted: the run is ending already."""
    _State.held = True


def is_urgent() -> bool:
    """Asked twice: they do not want to wait."""
    return _State.count > 1


def _receive(number, frame):
    _State.count += 1
    if not _State.held:
        raise Stopped
