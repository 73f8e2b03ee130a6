"""What a password has to be, and the slow work of hashing it."""

import gzip
import re
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password, make_password

from accounts.errors import ValidationFailed, WeakPassword
from topin.text import length

BYTES_MAX = 72  # GoTrue's, and clients know it
OUR_NAME, NO_LETTER = re.compile("t[o0]p[i1]n", re.I), re.compile(r"[\W\d_]+")
OTHER_LETTERS = 6  # that have to stand beside our name
#: A hash takes some 100 MB and all of a core: whoever comes too many waits in line.
_slots = BoundedSemaphore(settings.PASSWORD_HASHES_AT_ONCE)


def shortest():
    return max(6, settings.GOTRUE_PASSWORD_MIN)


def weaknesses(password):
    """Why a password is too weak, as {reason: sentence}; reasons are `length` and `pwned`."""
    found = {}
    if length(password) < shortest():
        found["length"] = f"Password should be at least {shortest()} characters."
    if password.lower() in _common() or _is_about_us(password):
        found["pwned"] = "Password is known to be weak and easy to guess, please choose a different one."
    return found


def _is_about_us(password):
    """Whether it is our name and little else: what is tried here before anything."""
    return bool(OUR_NAME.search(password)) and len(NO_LETTER.sub("", OUR_NAME.sub("", password))) < OTHER_LETTERS


def require_strong(password):
    """Raises ValidationFailed or WeakPassword."""
    if not password:
        raise ValidationFailed("Signup requires a valid password")
    if len(password.encode()) > BYTES_MAX:
        raise ValidationFailed(f"Password cannot be longer than {BYTES_MAX} bytes")
    found = weaknesses(password)
    if found:
        raise WeakPassword(list(found), " ".join(found.values()))


def hashed(password):
    with _slots:
        return make_password(password)


def matches(password, password_hash):
    """Whether the hash is of this password. As slow without a hash: time must not tell who exists."""
    with _slots:
        if password_hash:
            return check_password(password, password_hash)
        make_password(password)
        return False


@cache
def _common():
    """The 20,000 passwords found most often in breaches, which come with Django; lower case."""
    path = Path(password_validation.__file__).parent / "common-passwords.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)
