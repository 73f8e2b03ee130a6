"""Apple's push service (APNs, over HTTP/2, with a token of ours that it knows us by): apps on Apple's devices."""

import json
import re
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import time
from typing import NamedTuple
from urllib.parse import quote

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from notifications.ports import accepted, dropped, failed, retry, stopped
from notifications.providers import payloads
from topin.lean import late

jwt, net = late("jwt"), late("topin.net")  # for who sends; every start only looks at the key

PAYLOAD_BYTES = 4_096
COLLAPSE_BYTES = 64
ANSWER_BYTES = 16_384  # an answer with more is none of Apple's
WORD = re.compile(r"[A-Za-z]{1,50}")  # as Apple's reasons are, and tokens of devices are not
LEAST_WAIT = 900.0  # seconds that Apple wants after a fault of its own
RENEW_SECONDS = 50 * 60  # Apple takes a token of ours for an hour
LEAST_RENEW_SECONDS = 20 * 60  # and no newer one before
PRODUCTION, SANDBOX = "production", "sandbox"
OTHER = {PRODUCTION: SANDBOX, SANDBOX: PRODUCTION}
#: The token of a device is of the other environment, or of none.
ELSEWHERE = {"BadDeviceToken", "DeviceTokenNotForTopic"}
#: Our credentials are at fault.
OURS = {
    "BadCertificate",
    "BadCertificateEnvironment",
    "ExpiredProviderToken",  # of a new one, or too soon to make a new one: the clock of this machine is wrong
    "Forbidden",
    "InvalidProviderToken",
    "MissingProviderToken",
}


def is_configured():
    return bool(settings.APNS_KEY and settings.APNS_KEY_ID and settings.APNS_TEAM_ID)


def send(device, push):
    """One POST to the environment that the device is of, or to both to find out. Returns an Outcome."""
    if not is_configured():
        return payloads.keep_for_developers(push, payload_of(push))
    try:
        body = payloads.fitted(push, lambda push: payloads.as_json(payload_of(push)), PAYLOAD_BYTES)
    except ValueError as error:
        return failed(str(error))
    try:
        return _found(device, push, body)
    except net.NetError as error:
        return retry(str(error), channel=True)
    except ImproperlyConfigured as error:
        return stopped(str(error))


def _found(device, push, body):
    """What the environment of a token says of it. Where it says that there is none, the other one is asked before the
    device is given up, in the same try: nothing has to be remembered of where it was looked for already."""
    first = device.environment or PRODUCTION
    answer = _ask(first, device, push, body)
    if answer.reason not in ELSEWHERE:
        return outcome_of(answer, device)
    answer = _ask(OTHER[first], device, push, body)
    if answer.reason in ELSEWHERE:
        return dropped(answer.text)
    if answer.status == 200:
        return accepted(answer.text, OTHER[first])
    return outcome_of(answer, device)


# -- what is said ----------------------------------------------------------------------------------


def payload_of(push):
    aps = {
        "alert": {"title": push.title, "body": push.body},
        "badge": push.unread,
        "thread-id": push.group_key,
        "sound": "default",
    }
    facts = {"kind": push.kind, "subject": push.subject, "url": push.url, "group_key": push.group_key}
    return {"aps": aps, **facts}


def _headers(device, push):
    headers = {
        "apns-topic": device.app_id or settings.APNS_TOPIC,
        "apns-push-type": "alert",
        "apns-priority": "10" if push.urgent else "5",
        "apns-expiration": str(int(push.expires_at.timestamp())),
        "apns-collapse-id": collapse_id_of(push.group_key),
        "apns-id": str(push.id),
    }
    return {name: value for name, value in headers.items() if value}


def collapse_id_of(group_key):
    """What replaces an older push that is still shown."""
    if group_key.isascii() and group_key.isprintable() and len(group_key) <= COLLAPSE_BYTES:
        return group_key
    return sha256(group_key.encode()).hexdigest()


# -- what is answered ------------------------------------------------------------------------------


class Answer(NamedTuple):
    status: int
    reason: str  # Apple's word for it
    timestamp: datetime | None  # since when a token is none any more
    wait: float | None  # seconds, where it says how long

    @property
    def text(self):
        return f"{self.status} {self.reason}".strip()


def _ask(environment, device, push, body):
    """Sends it; again, once, with a new token of ours when Apple takes the old one no more."""
    signer = _signer()
    used = signer.token()
    answer = _post(environment, device, push, body, used)
    if answer.reason == "ExpiredProviderToken" and (newer := signer.newer_than(used)) != used:
        answer = _post(environment, device, push, body, newer)
    return answer


def _post(environment, device, push, body, token):
    host = {PRODUCTION: settings.APNS_URL_PRODUCTION, SANDBOX: settings.APNS_URL_SANDBOX}[environment]
    response = net.request(
        *("POST", f"{host}/3/device/{quote(device.token, safe='')}"),
        headers=_headers(device, push) | {"authorization": f"bearer {token}"},
        content=body,
        max_bytes=ANSWER_BYTES,
        heeds_faults=True,
        http2=True,
    )
    return _answer(response)


def _answer(response):
    try:
        told = json.loads(response.content or b"{}")
    except (ValueError, RecursionError):
        told = {}
    told = told if isinstance(told, dict) else {}
    reason = told.get("reason")
    reason = reason if isinstance(reason, str) and WORD.fullmatch(reason) else ""
    return Answer(response.status_code, reason, _moment(told.get("timestamp")), payloads.retry_after(response))


def _moment(milliseconds):
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def outcome_of(answer, device):
    """What an answer means for the push, the device and the channel."""
    status, reason, timestamp, wait = answer
    if status == 200:
        return accepted(answer.text)
    if status >= 500:
        return retry(answer.text, max(LEAST_WAIT, wait or 0), channel=True)
    if status == 429:
        # Too many of this device, unless it is too many tokens of ours: the one we have goes on being used.
        return retry(answer.text, wait, channel=reason == "TooManyProviderTokenUpdates")
    if reason in OURS:
        return stopped(answer.text)
    if reason == "Unregistered":
        return dropped(answer.text)
    if reason == "ExpiredToken" and timestamp and timestamp > device.registered_at:
        return dropped(answer.text)
    return failed(answer.text)


# -- who we are ------------------------------------------------------------------------------------


class _Signer:
    """The token by which Apple knows us: one for all threads, neither older nor newer than Apple allows."""

    def __init__(self, key, key_id, team_id):
        self.key, self.key_id, self.team_id = private_key(key), key_id, team_id
        self.lock, self.text, self.made_at = Lock(), "", 0.0

    def token(self):
        with self.lock:
            if not 0 <= time() - self.made_at < RENEW_SECONDS:
                self._make()
            return self.text

    def newer_than(self, refused):
        """Another one, unless it was made only just now, or by another thread meanwhile."""
        with self.lock:
            if self.text == refused and time() - self.made_at >= LEAST_RENEW_SECONDS:
                self._make()
            return self.text

    def _make(self):
        self.made_at = time()
        claims = {"iss": self.team_id, "iat": int(self.made_at)}
        self.text = jwt.encode(claims, self.key, algorithm="ES256", headers={"kid": self.key_id})


_new_signer, _signers = lru_cache(1)(_Signer), Lock()


def _signer():
    with _signers:  # of threads that begin together, each would make one
        return _new_signer(settings.APNS_KEY, settings.APNS_KEY_ID, settings.APNS_TEAM_ID)


def private_key(text):
    """APNS_KEY: the p8 that Apple gives, or the path of its file. Raises ImproperlyConfigured."""
    try:
        text = text if "PRIVATE KEY" in text else Path(text).read_text()
        key = serialization.load_pem_private_key(text.encode(), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ImproperlyConfigured(UNFIT_KEY) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ImproperlyConfigured(UNFIT_KEY)
    return key


UNFIT_KEY = "APNS_KEY has to be the key that Apple gives as a .p8 file: its text on one line with \\n, or its path."
