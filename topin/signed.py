"""Addresses of media that are not for everybody: checked here, signed in SQL (`internal.sign_media`)."""

import hmac
import re
from base64 import urlsafe_b64encode
from threading import Lock
from time import monotonic, time
from typing import NamedTuple
from uuid import UUID

from topin import sql

#: /media/signed/<expires>/<signature>/<folder>/<file>; of what is in messages <expires>-<medium>/…
ADDRESS = re.compile(
    r"/media/signed/(?P<until>(?P<expires>[0-9]{1,12})(-(?P<medium>[0-9a-f]{32}))?)/(?P<signature>[A-Za-z0-9_-]{43})"
    r"/(?P<folder>[A-Za-z0-9_-]{1,64})/(?P<file>[A-Za-z0-9_-]{1,64}\.[a-z0-9]{1,8})\Z"
)
REST = 60  # seconds between two looks for new keys: strangers send wrong signatures as often as they like


class Signed(NamedTuple):
    """A file that an address opens, and for how long."""

    name: str  # in the private store
    seconds: int  # left


class _Keys:
    """Read from the database once for this process, and again when a signature is none of theirs."""

    def __init__(self):
        self._lock, self._keys, self._read_at = Lock(), (), None

    def know(self, signature, message):
        return self._match(signature, message) or (self._read_again() and self._match(signature, message))

    def _match(self, signature, message):
        return any(hmac.compare_digest(_sign(key, message), signature) for key in self._keys)

    def _read_again(self):
        """Whether there may be others now: it was time to look, or another thread did while this one waited."""
        asked_at = monotonic()
        with self._lock:
            if self._read_at is None or asked_at - self._read_at >= REST:
                self._keys = tuple(bytes.fromhex(key) for key in sql.ask(sql.SYSTEM, "get_media_keys").loads())
                self._read_at = monotonic()
            return self._read_at >= asked_at


_keys = _Keys()


def opened_by(path):
    """What the path of an address opens (Signed), or None where it is none of ours or its time is over.

    What is in a message goes at once with it, though others may have handed in the same file: so it is asked each time.
    """
    match = ADDRESS.match(path)
    if match is None:
        return None
    seconds = int(match["expires"]) - int(time())
    if seconds <= 0 or not _keys.know(match["signature"], f"{match['until']}/{match['folder']}"):
        return None
    if match["medium"] and not sql.ask(sql.SYSTEM, "is_media_there", UUID(match["medium"])):
        return None
    return Signed(f"media/{match['folder']}/{match['file']}", seconds)


def _sign(key, message):
    return urlsafe_b64encode(hmac.digest(key, message.encode(), "sha256")).rstrip(b"=").decode()
