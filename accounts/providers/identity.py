"""What goes to a provider, and what it tells in the end."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import NamedTuple


class Identity(NamedTuple):
    """Whom a provider vouches for. `metadata` is what becomes of their claims in `user_metadata`."""

    provider: str
    id: str
    email: str
    email_verified: bool
    metadata: dict


class Proved(NamedTuple):
    """What a provider told at the end, with the tokens that let the client ask it for more."""

    identity: Identity
    access_token: str
    refresh_token: str | None


class Secrets(NamedTuple):
    """What only we and the provider know of a sign-in under way."""

    nonce: str
    verifier: str

    @property
    def challenge(self):
        return urlsafe_b64encode(sha256(self.verifier.encode()).digest()).rstrip(b"=").decode()
