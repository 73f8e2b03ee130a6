"""Codes and links that are mailed: made from their token's id, so that a second try mails the same ones.

Only hashes are kept. A code has six digits and could be guessed from its hash alone, so that hash is
keyed. A link has 224 bits of its own and is not made from the code (as upstream makes it): what the
throttles of typing hold back could else be tried through the link's door.
"""

from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid5

from django.utils.crypto import salted_hmac

SALT = "accounts.one_time"
DIGITS = 6
LINK_BYTES = 28  # 56 hexadecimal characters, as GoTrue's
PKCE = "pkce_"  # before links whose sign-in ends with an exchange


class Proof(NamedTuple):
    """What one mail holds for `address`."""

    id: UUID
    address: str

    @property
    def code(self):
        return f"{int.from_bytes(self._mac('code')) % 10**DIGITS:0{DIGITS}}"

    @property
    def link(self):
        return self._mac("link")[:LINK_BYTES].hex()

    @property
    def code_hash(self):
        return hash_code(self.address, self.code)

    @property
    def link_hash(self):
        return hash_link(self.link)

    def _mac(self, what):
        return salted_hmac(f"{SALT}.{what}", f"{self.id}.{self.address}", algorithm="sha256").digest()


def hash_code(address, code):
    """What is stored of a code that went to this address (lower case)."""
    return salted_hmac(f"{SALT}.code_hash", f"{address}\0{code}", algorithm="sha256").digest()


def hash_link(link):
    """What is stored of a link, with or without its `pkce_`."""
    return sha256(link.removeprefix(PKCE).encode()).digest()


def hash_address(address):
    """By what an address is known of which nobody has to have an account."""
    return salted_hmac(f"{SALT}.address", address, algorithm="sha256").digest()


def hash_auth_code(auth_code):
    """What is stored of a flow's authorisation code."""
    return sha256(auth_code.encode()).digest()


def id_for(delivery_id, part):
    """The id of one of several things that one mailing makes; the same over its tries."""
    return uuid5(delivery_id, part)
