"""Single-use tickets for the socket, as browsers cannot send an Authorization header with one.

They live in Valkey, not in PostgreSQL: a ticket is worth 30 seconds, taking it is one atomic GETDEL,
and a lost one costs the client a second request, where a table would cost a write for each socket.
"""

import secrets
from uuid import UUID

import redis
from django.conf import settings

from topin import errors, sql
from topin.realtime.valkey import valkey


def issue(viewer):
    """A ticket that lets this member's session open one socket within TICKET_SECONDS."""
    ticket = secrets.token_urlsafe(32)
    holder = f"{viewer.user_id}:{viewer.session_id or ''}"
    try:
        valkey().set(_key(ticket), holder, ex=settings.TICKET_SECONDS)
    except redis.RedisError as error:
        raise errors.Unavailable() from error
    return ticket


def take(ticket):
    """The viewer a ticket stands for; it is used up by this. Raises NotSignedIn, Unavailable."""
    try:
        holder = valkey().getdel(_key(ticket)) if len(ticket) <= 100 else None
    except redis.RedisError as error:
        raise errors.Unavailable() from error
    if holder is None:
        raise errors.NotSignedIn("This ticket is used or outdated, ask for another")
    user_id, session_id = holder.decode().split(":")
    return sql.Viewer.user(UUID(user_id), UUID(session_id) if session_id else None)


def _key(ticket):
    return f"ticket:{ticket}"
