"""Topics that sockets subscribe to, frames that they send, and who answers for them: one function each, registered
by its app.

What a topic says may be dropped; clients that need all of it ask the API.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

SUBJECT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


class Watch(NamedTuple):
    """A topic `<name>:<id>` whose state is looked at again and again, and pushed when it changed."""

    kind: str
    look: Callable


class Hint(NamedTuple):
    """A topic `<name>` about which a notice of PostgreSQL says that its listeners may want to look."""

    kind: str
    channel: str
    audience: Callable


class Answer(NamedTuple):
    """Frames of a client that say something about one thing."""

    about: str  # the field with its id
    answer: Callable


watches: dict[str, Watch] = {}
hints: dict[str, Hint] = {}
answers: dict[str, Answer] = {}  # type of a client's frame → who answers it


def is_topic(text):
    """Whether somebody answers for such a topic."""
    name, colon, subject = text.partition(":")
    return bool(name in watches and SUBJECT.match(subject)) if colon else name in hints


def watched(name, kind):
    """Registers `look(pairs) -> {pair: payload}` for pairs of (member id, subject id).

    It leaves out the pairs of which the member may see nothing (any more): these hear `not_found`, when they
    subscribe or when they have subscribed. The payload None says that they may listen and that there is
    nothing to tell: what they hear are whispers (`topin.realtime.bell`).
    """

    def register(function):
        watches[name] = Watch(kind, function)
        return function

    return register


def hinted(name, kind, channel):
    """Registers `audience(notices, members) -> members`: whom of these the notices of a channel concern.

    Each hears it at most once a round, without a payload.
    """

    def register(function):
        hints[name] = Hint(kind, channel, function)
        return function

    return register


def answered(kind, about):
    """Registers `answer(viewer, id)` for a client's frames of this type, which have the id in the field `about`.

    The client hears of it only when it raises what is refused. About the same thing it is asked once a second.
    """

    def register(function):
        answers[kind] = Answer(about, function)
        return function

    return register
