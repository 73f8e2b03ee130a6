"""Access tokens of a Google service account: a JWT of ours for a bearer token (RFC 7523), kept while it is good."""

import json
from functools import lru_cache
from pathlib import Path
from threading import Lock
from time import monotonic, time
from typing import NamedTuple
from urllib.parse import urlencode

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.core.exceptions import ImproperlyConfigured

from notifications.providers import payloads
from topin.lean import late

jwt, net = late("jwt"), late("topin.net")  # for who sends; every start only looks at the credentials

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
ASSERTION_SECONDS = 3_600  # the most that Google takes
SLACK = 300.0  # seconds before its end in which a token is not used any more
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Refused(Exception):
    """Our credentials are wrong."""


class Unreachable(Exception):
    """There is no token for the moment; `wait` is in seconds, or None."""

    def __init__(self, message, wait=None):
        super().__init__(message)
        self.wait = wait


class Account(NamedTuple):
    project: str
    email: str
    key_id: str
    token_uri: str
    key: RSAPrivateKey


@lru_cache(2)
def account(credentials):
    """The service account of Google's JSON, or of the file that has it. Raises ImproperlyConfigured."""
    try:
        text = credentials if credentials.lstrip().startswith("{") else Path(credentials).read_text()
        given = json.loads(text)
        key = load_pem_private_key(given["private_key"].encode(), None)
        names = [given[name] for name in ("project_id", "client_email", "private_key_id", "token_uri")]
    except OSError as error:
        raise ImproperlyConfigured(f"FCM_CREDENTIALS names a file that cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, UnsupportedAlgorithm) as error:
        raise ImproperlyConfigured(UNFIT) from error
    if not isinstance(key, RSAPrivateKey) or not all(isinstance(name, str) and name for name in names):
        raise ImproperlyConfigured(UNFIT)
    return Account(*names, key)


UNFIT = "FCM_CREDENTIALS has to be the JSON of a service account as the Firebase console gives it, or the file of it."

_lock = Lock()
_kept = {}  # account without its key → (token, until when it is used)


def get(account, refused=None):
    """A bearer token; a new one when the kept one is the one that was refused. Raises Refused, Unreachable."""
    name = account[:-1]
    with _lock:  # the others wait for the one who asks
        token, until = _kept.get(name, (None, 0.0))
        if token is None or token == refused or monotonic() >= until:
            token, seconds = _ask(account)
            _kept[name] = token, monotonic() + seconds - SLACK
        return token


def _ask(account):
    body = urlencode({"grant_type": GRANT, "assertion": _assertion(account)}).encode()
    try:
        response = net.request("POST", account.token_uri, headers=FORM, content=body)
        answer = response.json()
    except net.NetError as error:
        raise Unreachable(str(error)) from error
    except (ValueError, RecursionError):  # no JSON
        answer = None
    if not isinstance(answer, dict):
        answer = {}
    status = response.status_code
    if status == 200 and isinstance(answer.get("access_token"), str):
        seconds = answer.get("expires_in")
        return answer["access_token"], seconds if isinstance(seconds, int | float) else 0
    said = f"token endpoint: {status} {payloads.without_tokens(str(answer.get('error', '')))}".strip()
    if status in (400, 401, 403):
        raise Refused(said)
    raise Unreachable(said, payloads.retry_after(response))


def _assertion(account):
    now = int(time())
    times = {"iat": now, "exp": now + ASSERTION_SECONDS}
    claims = {"iss": account.email, "scope": SCOPE, "aud": account.token_uri, **times}
    return jwt.encode(claims, account.key, algorithm="RS256", headers={"kid": account.key_id})
