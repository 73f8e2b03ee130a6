"""Refresh tokens: opaque to clients, made anew from their place in a session's chain.

A token is its session's id and its number with a MAC over both. So nothing that lets anybody in is
stored (only hashes), the replay of a parent can be answered with the very token that succeeded it,
and what we never made is refused without asking the database.
"""

import base64
import binascii
import hmac
import os
import re
import struct
import time
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from django.utils.crypto import salted_hmac

from accounts.errors import RefreshTokenNotFound, ValidationFailed

SALT = "accounts.refresh_tokens"
MAC_BYTES = 25  # with id and number 45 bytes: 60 characters without padding
LEGACY = re.compile(r"[a-z0-9]{12}\Z")  # of GoTrue's first algorithm; we never made one


class Link(NamedTuple):
    """A place in the chain of a session's tokens; the first has number 1."""

    session_id: UUID
    number: int

    @property
    def token(self):
        named = struct.pack(">16sI", self.session_id.bytes, self.number)
        return base64.urlsafe_b64encode(named + _mac(named)).decode()

    @property
    def token_hash(self):
        return sha256(self.token.encode()).digest()

    @classmethod
    def first(cls):
        """Of a new session. Its id is made here and not by PostgreSQL: the token's MAC is over it."""
        return cls(_new_id(), 1)

    def next(self):
        return self._replace(number=self.number + 1)


def read(token):
    """The Link that a token stands for. Raises ValidationFailed, or RefreshTokenNotFound for old forms."""
    if LEGACY.match(token):
        raise RefreshTokenNotFound()
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        named, mac = raw[:20], raw[20:]
        session, number = struct.unpack(">16sI", named)
    except (ValueError, binascii.Error, struct.error) as error:
        raise _not_ours() from error
    if not hmac.compare_digest(mac, _mac(named)) or number >= 2**31:
        raise _not_ours()
    return Link(UUID(bytes=session), number)


def _new_id():
    """A UUID of version 7, as PostgreSQL's `uuidv7()`."""
    milliseconds, chance = time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10))
    value = milliseconds << 80 | chance
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def _mac(named):
    return salted_hmac(SALT, named, algorithm="sha256").digest()[:MAC_BYTES]


def _not_ours():
    return ValidationFailed("Refresh token is not valid")
