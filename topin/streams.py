"""The member's stream: where it stands, and what follows a position, as clients see it.

Positions are (epoch, seq). Events follow each other without gaps; whoever holds a position of another
epoch, or one so old that what follows is no longer kept, has to load everything anew.
"""

import base64
import re
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from topin import errors, sql
from topin.realtime.rendering import rendered

PAGE = 100
LARGEST = 2**63 - 1
CURSOR = re.compile(r"stream\.([0-9a-f]{32})\.([0-9]{1,19})\Z")


class Position(NamedTuple):
    epoch: UUID
    seq: int

    def cursor(self):
        """The position made opaque, for `GET /api/sync`."""
        plain = f"stream.{self.epoch.hex}.{self.seq}"
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


class Page(NamedTuple):
    items: list  # {"seq", "kind", "payload"}
    end: Position  # after the last item
    has_more: bool


class Outdated(errors.Gone):
    """What follows this position is not kept: load everything anew."""

    code, title = "reload", "This position is too old, load everything anew"


def read_cursor(text):
    """The position of a cursor. Raises Invalid with code `bad_cursor`."""
    try:
        plain = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:
        plain = ""
    match = CURSOR.match(plain)
    if not match or int(match[2]) > LARGEST:
        raise errors.Invalid("This cursor is broken, begin again without one", code="bad_cursor")
    return Position(UUID(match[1]), int(match[2]))


def position_now(viewer):
    """Where the viewer's stream stands."""
    now = sql.ask(viewer, "get_stream_position").loads()
    return Position(UUID(now["epoch"]), now["seq"])


def read(viewer, position, limit=PAGE):
    """The Page after a position. Raises Outdated when events are missing there."""
    answer = sql.ask(viewer, "get_stream", position.epoch, position.seq, limit, _kept()).loads()
    if answer["reload"]:
        raise Outdated()
    return rendered_page(viewer, _page(position, answer))


def read_many(wanted, limit=PAGE):
    """What follows the position of each (viewer, position), in one question for all, and in their order.

    Each is a Page with payloads as stored, or what `read` would raise: Outdated, NotSignedIn.
    """
    viewers, positions = zip(*wanted, strict=True)
    users, sessions = [v.user_id for v in viewers], [v.session_id for v in viewers]
    epochs, afters = [p.epoch for p in positions], [p.seq for p in positions]
    answers = sql.ask(sql.SYSTEM, "get_streams", users, sessions, epochs, afters, limit, _kept()).loads()
    return [_outcome(position, answer) for position, answer in zip(positions, answers, strict=True)]


def rendered_page(viewer, page):
    """The same page, as clients get it."""
    return page._replace(items=rendered(viewer, page.items))


def _outcome(position, answer):
    if answer is None:
        return errors.NotSignedIn()
    return Outdated() if answer["reload"] else _page(position, answer)


def _page(position, answer):
    items = answer["items"]
    seq = items[-1]["seq"] if items else position.seq
    return Page(items, Position(position.epoch, seq), seq < answer["seq"])


def _kept():
    return timedelta(days=settings.STREAM_DAYS)
