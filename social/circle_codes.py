"""Codes of links into circles: known to whoever has the link, kept as a hash."""

import secrets
from hashlib import sha256

CODE_BYTES = 24


def make_code():
    return secrets.token_urlsafe(CODE_BYTES)


def hash_code(code):
    """SHA-256: a code has 192 bits of its own, so that nobody guesses it from its hash."""
    return sha256(code.encode()).digest()
