"""Web push (RFC 8030, 8291, 8292): browsers."""

import base64
from email.utils import parseaddr
from functools import lru_cache
from hashlib import sha256
from time import time

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from notifications.ports import accepted, dropped, failed, retry, stopped
from notifications.providers import aes128gcm, payloads
from topin.lean import late

httpx, jwt, net = late("httpx"), late("jwt"), late("topin.net")  # for who sends; pages only show our key

ANSWER_BYTES = 16_384  # more of an answer is not read
TOPIC_LENGTH = 32  # characters
VAPID_SLOT = 6 * 3_600  # seconds; a signature serves for one, and holds until the end of the next: 24 h are allowed


def is_configured():
    return bool(settings.VAPID_PRIVATE_KEY)


def send(device, push):
    """One POST to the push service, encrypted for the browser. Returns an Outcome."""
    if not is_configured():
        return payloads.keep_for_developers(push, payloads.payload_of(push))
    try:
        request = {"headers": _headers(device, push), "content": _body(device, push)}
    except ImproperlyConfigured as error:
        return stopped(str(error))
    except (ValueError, httpx.InvalidURL) as error:  # keys that are none, no address at all
        return failed(f"not a subscription: {error}")
    return _post(device.token, request)


def _post(endpoint, request):
    try:
        return _outcome(net.request("POST", endpoint, **request, max_bytes=ANSWER_BYTES, cut=True, heeds_faults=True))
    except net.Forbidden as error:
        return failed(str(error))
    except net.NetError as error:
        return retry(str(error), channel=True)


def _outcome(response):
    status = response.status_code
    # Not `response.text`: that is spelled as the service says.
    answer = f"{status} {payloads.without_tokens(response.content.decode(errors='replace'))}".strip()
    if response.is_success:
        return accepted(answer)
    if status in (404, 410):
        return dropped(answer)
    if status in (401, 403):
        return stopped(answer)
    if status == 429 or status >= 500:
        return retry(answer, payloads.retry_after(response), channel=True)
    return failed(answer)


# -- the request -----------------------------------------------------------------------------------


def _body(device, push):
    def encode(push):
        return payloads.as_json(payloads.payload_of(push))

    plain = payloads.fitted(push, encode, aes128gcm.LONGEST)
    return aes128gcm.encrypt(plain, _decoded(device.p256dh or ""), _decoded(device.auth or ""))


def _headers(device, push):
    origin = origin_of(device.token)
    signature = _signature(origin, int(time()) // VAPID_SLOT, settings.VAPID_PRIVATE_KEY, subject())
    return {
        "Authorization": f"vapid t={signature}, k={vapid_public_key()}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(payloads.seconds_left(push)),
        "Topic": topic_of(push.group_key),
        "Urgency": "high" if push.urgent else "normal",
    }


def topic_of(group_key):
    """What replaces an older push that still waits at the service."""
    return _encoded(sha256(group_key.encode()).digest())[:TOPIC_LENGTH]


# -- who we are (RFC 8292) -------------------------------------------------------------------------


def vapid_public_key():
    """What browsers subscribe with: the point of our key, uncompressed, base64url. Empty when there is no key."""
    return _public_key(settings.VAPID_PRIVATE_KEY) if is_configured() else ""


def subject():
    """Where a push service reaches whoever runs this."""
    return settings.VAPID_SUBJECT or f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"


def origin_of(url):
    """Scheme, host and port where it is not the scheme's own (RFC 6454, 6.2)."""
    url = httpx.URL(url)
    return f"{url.scheme}://{url.netloc.decode()}"


@lru_cache(1_000)
def _signature(origin, slot, key, subject):
    claims = {"aud": origin, "exp": (slot + 2) * VAPID_SLOT, "sub": subject}
    return jwt.encode(claims, private_key(key), algorithm="ES256")


@lru_cache(2)
def _public_key(key):
    form = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    return _encoded(private_key(key).public_key().public_bytes(*form))


@lru_cache(2)
def private_key(text):
    """VAPID_PRIVATE_KEY: a PEM, or the number of the key in base64url. Raises ImproperlyConfigured."""
    try:
        if "PRIVATE KEY" in text:
            key = serialization.load_pem_private_key(text.encode(), None)
        else:
            key = ec.derive_private_key(int.from_bytes(_decoded(text)), ec.SECP256R1())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ImproperlyConfigured(UNFIT_KEY) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ImproperlyConfigured(UNFIT_KEY)
    return key


UNFIT_KEY = "VAPID_PRIVATE_KEY has to be a P-256 private key: in PEM, or its 32 bytes in base64url."


def _encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text):
    """Bytes of base64url with or without its padding. Raises ValueError."""
    return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), b"-_", validate=True)
