"""The texts of private messages at rest: the one module that seals and opens them. `docs/messages.md` tells the format.

Each conversation has a key of 32 random bytes. It stands in the database wrapped (RFC 3394) by a key made of a
master key from `MESSAGE_KEYS`, which no database ever holds. A text is encrypted, then authenticated.
"""

import base64
import hmac
import logging
import os
import re
import secrets
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from cryptography.hazmat.primitives import hashes, keywrap, padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from topin import errors

log = logging.getLogger(__name__)

VERSION = b"\x01"
IV_BYTES = 16
MAC_BYTES = 32
KEY_BYTES = 32
MASTER_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
#: What SQL answers in a text's place. An object with just these names is one; texts are never objects.
SEALED_NAMES = {"sealed", "key", "wrapped", "master", "conversation"}
CACHED_KEYS = 10_000  # of conversations, that a process keeps unwrapped
NO_MASTER = "Messages cannot be opened: the master key %s is missing from MESSAGE_KEYS"
OTHER_MASTER = "Messages cannot be opened: the master key %s in MESSAGE_KEYS is another one than it was"
CHANGED = "A message cannot be opened: it was not sealed with its conversation's key %s, or was changed since"


class KeyUnavailable(errors.Unavailable):
    """A text cannot be opened, or sealed, with the master keys that are set: one is missing, or is another one."""

    code = "message_key_unavailable"
    title = "Messages cannot be opened right now; nothing is lost, try again later"

    def __init__(self):
        super().__init__(headers={"Retry-After": "60"})  # seconds: somebody has to see to it


class Key(NamedTuple):
    """A conversation's key, open."""

    id: uuid.UUID
    secret: bytes

    def __repr__(self):
        return f"Key({self.id})"  # whatever is printed may end in a log


class Wrapped(NamedTuple):
    """A conversation's key as it is stored: wrapped by the master key of this id."""

    master: str
    wrapped: bytes


# -- Master keys ----------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def read_master_keys(text):
    """{id: 32 bytes} of "id:base64,id2:base64", in this order. Raises ImproperlyConfigured with a sentence."""
    keys = {}
    for number, pair in enumerate(filter(None, (part.strip() for part in text.split(","))), 1):
        name, _, value = pair.partition(":")
        if not MASTER_ID.fullmatch(name):
            raise ImproperlyConfigured(f"MESSAGE_KEYS: key {number} needs an id of 1 to 32 letters, digits, _ or -.")
        if name in keys:
            raise ImproperlyConfigured(f"MESSAGE_KEYS has two keys with the id {name}; each needs one of its own.")
        try:
            keys[name] = base64.b64decode(value, validate=True)
        except ValueError:
            keys[name] = b""
        if len(keys[name]) != KEY_BYTES:
            raise ImproperlyConfigured(
                f"MESSAGE_KEYS: the key {name} has to be {KEY_BYTES} random bytes in base64 (openssl rand -base64 32)."
            )
    return keys


def get_master_keys():
    """The master keys by id; the first one seals, all of them open."""
    return read_master_keys(settings.MESSAGE_KEYS)


def first_master():
    """The id of the master key that seals. Raises KeyUnavailable when there is none."""
    for name in get_master_keys():
        return name
    raise unavailable(NO_MASTER, "(there is none)")


def _master(name):
    try:
        return get_master_keys()[name]
    except KeyError:
        raise unavailable(NO_MASTER, name) from None


@lru_cache(maxsize=1_000)
def _log_once(sentence, name):
    log.error(sentence, name)


def unavailable(sentence, name):
    """The refusal; the log gets to know which key it was, once in a process."""
    _log_once(sentence, name)
    return KeyUnavailable()


# -- Keys of conversations ------------------------------------------------------------------------


def new_key():
    """A key for a new conversation."""
    return Key(uuid.uuid4(), secrets.token_bytes(KEY_BYTES))


def wrap(conversation_id, key):
    """The key as it may be stored. Raises KeyUnavailable when no master key is set."""
    name = first_master()
    return Wrapped(name, keywrap.aes_key_wrap(_wrapping_key(_master(name), conversation_id, key.id), key.secret))


def unwrap(conversation_id, key_id, master, wrapped):
    """The key. Raises KeyUnavailable: its master key is not here, or it is not the key of this conversation."""
    try:
        return _unwrapped(_master(master), _uuid(conversation_id), _uuid(key_id), bytes(wrapped))
    except keywrap.InvalidUnwrap:
        raise unavailable(OTHER_MASTER, master) from None


@lru_cache(maxsize=CACHED_KEYS)
def _unwrapped(secret, conversation_id, key_id, wrapped):
    return Key(key_id, keywrap.aes_key_unwrap(_wrapping_key(secret, conversation_id, key_id), wrapped))


def _wrapping_key(secret, conversation_id, key_id):
    """Another one for each conversation and key: a wrapped key that is put elsewhere opens nothing there."""
    info = b"topin conversation key" + _uuid(conversation_id).bytes + _uuid(key_id).bytes
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=info).derive(secret)


def _uuid(value):
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


# -- Texts ----------------------------------------------------------------------------------------


def seal(key, text):
    """The text as it is stored: version, IV, AES-256-CBC, and an HMAC over all of it."""
    return _seal(key.secret, text)


def unseal(key, sealed):
    """The text. Raises KeyUnavailable: it was not sealed with this key, or was changed since."""
    text = _open(key.secret, bytes(sealed))
    if text is None:
        raise unavailable(CHANGED, key.id)
    return text


def fingerprint(key, parts):
    """32 bytes that tell whether two requests were the same, and nothing to those who do not have the key."""
    return _hmac(_derived(key.secret)[2], parts)


def open_texts(value):
    """A JSON value with each sealed text in it opened. Raises KeyUnavailable."""
    if isinstance(value, list):
        return [open_texts(item) for item in value]
    if isinstance(value, dict):
        if value.keys() == SEALED_NAMES:
            return _open_text(value)
        return {name: open_texts(item) for name, item in value.items()}
    return value


def _open_text(value):
    key = unwrap(value["conversation"], value["key"], value["master"], base64.b64decode(value["wrapped"]))
    return unseal(key, base64.b64decode(value["sealed"]))


def _seal(secret, text):
    encrypting, authenticating, _ = _derived(secret)
    padder, iv = padding.PKCS7(128).padder(), os.urandom(IV_BYTES)
    encryptor = Cipher(algorithms.AES256(encrypting), modes.CBC(iv)).encryptor()
    padded = padder.update(text.encode()) + padder.finalize()
    head = VERSION + iv + encryptor.update(padded) + encryptor.finalize()
    return head + _hmac(authenticating, head)


def _open(secret, sealed):
    """The text, or None. Nothing is decrypted that was not authenticated first."""
    encrypting, authenticating, _ = _derived(secret)
    head, mac = sealed[:-MAC_BYTES], sealed[-MAC_BYTES:]
    if not hmac.compare_digest(mac, _hmac(authenticating, head)) or head[:1] != VERSION:
        return None
    iv, encrypted = head[1 : 1 + IV_BYTES], head[1 + IV_BYTES :]
    unpadder = padding.PKCS7(128).unpadder()
    decryptor = Cipher(algorithms.AES256(encrypting), modes.CBC(iv)).decryptor()
    padded = decryptor.update(encrypted) + decryptor.finalize()
    return (unpadder.update(padded) + unpadder.finalize()).decode()


@lru_cache(maxsize=CACHED_KEYS)
def _derived(secret):
    """The keys for encrypting, authenticating and fingerprints: one block of HKDF-Expand (RFC 5869) for each."""
    infos = (b"topin message encryption", b"topin message authentication", b"topin message fingerprint")
    return tuple(_hmac(secret, info + b"\x01") for info in infos)


def _hmac(secret, data):
    return hmac.digest(secret, data, "sha256")


# -- Reported messages ----------------------------------------------------------------------------


def seal_report(text):
    """(id of the master key, sealed text) of a reported message: the copy that moderators read."""
    name = first_master()
    return name, _seal(_moderators_key(_master(name)), text)


def open_report(master, sealed):
    """The text of a reported message. Raises KeyUnavailable."""
    text = _open(_moderators_key(_master(master)), bytes(sealed))
    if text is None:
        raise unavailable(OTHER_MASTER, master)
    return text


@lru_cache(maxsize=64)
def _moderators_key(secret):
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"topin reported messages").derive(secret)


# -- What follows a change of the master key --------------------------------------------------------


class Row(NamedTuple):
    """Something that a master key closes: a wrapped key, or a sealed copy."""

    id: uuid.UUID  # of the row
    key: uuid.UUID | None  # of what is inside, where that has an id
    master: str
    sealed: bytes


class Rotated(NamedTuple):
    """A table that `manage.py rotate_message_keys` goes through. Each of the four is a transaction of its own."""

    name: str  # for people: "conversation keys"
    masters: Callable  # () -> ids of the master keys that are in use, quickly: each start asks
    count: Callable  # () -> {id of a master key: how many rows are under it}
    batch: Callable  # (master, after: UUID or None, limit) -> the next Rows under that master key, by id
    renew: Callable  # (Row) -> (master, bytes): the same under the first master key; raises KeyUnavailable
    store: Callable  # (Row, master, bytes) -> bool: whether it still was as in Row, and is the new one now


ROTATED = {}


def rotate_too(rotated):
    """Has a table's rows follow the master key. Called when its app is ready."""
    ROTATED[rotated.name] = rotated
