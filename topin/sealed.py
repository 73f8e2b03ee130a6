"""Small secrets at rest: sealed with a key made from SECRET_KEY, so that a stolen dump opens none of them.

Authenticated encryption by Fernet (AES-128-CBC and HMAC-SHA-256). Each purpose has a key of its own, so
that what was sealed for one is nothing for another. SECRET_KEY_FALLBACKS still open what they sealed.
"""

import base64
import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class Broken(ValueError):
    """This was not sealed by us for this purpose, or with a key that is gone."""


def seal(purpose, value):
    """A JSON value as text that only `unseal` of the same purpose reads."""
    return _box(purpose).encrypt(json.dumps(value).encode()).decode()


def unseal(purpose, text):
    """The value. Raises Broken."""
    try:
        return json.loads(_box(purpose).decrypt(text.encode()))
    except (InvalidToken, ValueError) as error:
        raise Broken(f"This cannot be opened as {purpose}: was SECRET_KEY changed?") from error


def _box(purpose):
    return MultiFernet([_key(purpose, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(purpose, secret):
    digest = salted_hmac(f"topin.sealed.{purpose}", "", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
