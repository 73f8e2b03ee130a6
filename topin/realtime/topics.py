"""Topics that sockets subscribe to, and who answers for them: one function each, registered by its app.

What a topic says may be dropped; clients that need all of it ask the API.
"""

from collections.abc import Callable
from typing import NamedTuple


class Watch(NamedTuple):
    """A topic `<name>:<id>` whose state is looked at again and again, and pushed when it changed."""

    kind: str
    look: Callable


class Hint(NamedTuple):
    """A topic `<name>` about which a notice of PostgreSQL says that its listeners may want to look."""

    kind: str
    channel: str
    audience: Callable


watches: dict[str, Watch] = {}
hints: dict[str, Hint] = {}


def watched(name, kind):
    """Registers `look(pairs) -> {pair: payload}` for pairs of (member id, subject id).

    It leaves out the pairs of which the member may see nothing (any more): these hear `not_found` when they
    subscribe, and nothing when they have subscribed.
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
