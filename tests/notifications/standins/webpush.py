"""A push service that is strict about RFC 8030 and 8292, and browsers that read what arrives, as RFC 8291 says."""

import base64
import hmac
import json
import os
import re
from time import time
from typing import NamedTuple

import jwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.notifications.standins.answering import Answer, Refusal, Service

LARGEST = 4096  # bytes of a body
DAY = 86_400
AUTHORIZATION = re.compile(r"vapid t=([^,\s]+), ?k=([^,\s]+)\Z")
TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}\Z")
URGENCIES = {"very-low", "low", "normal", "high"}


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Browser:
    """One subscription with the keys that only the browser has."""

    def __init__(self, service, path, server_key):
        self.endpoint, self.server_key = service.url + path, server_key
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.p256dh, self.auth = encoded(self.point), encoded(self.secret)

    def read(self, body):
        """What the server encrypted, step by step as RFC 8291 and RFC 8188 have it."""
        salt, record, length = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, cipher = body[21 : 21 + length], body[21 + length :]
        assert length == 65
        assert len(cipher) <= record, "more than one record"
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self.key.exchange(ec.ECDH(), point)
        secret = _expand(_extract(self.secret, shared), b"WebPush: info\0" + self.point + theirs, 32)
        pseudo = _extract(salt, secret)
        key = _expand(pseudo, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _expand(pseudo, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, cipher, None).rstrip(b"\0")
        assert padded[-1:] == b"\x02", "not the last record"
        return padded[:-1]


def _extract(salt, material):
    return hmac.digest(salt, material, "sha256")


def _expand(key, info, length):
    return HKDFExpand(hashes.SHA256(), length, info).derive(key)


class Arrived(NamedTuple):
    browser: Browser
    said: dict
    size: int  # bytes of the plain text
    ttl: int
    urgency: str
    topic: str


class PushService(Service):
    def __init__(self):
        super().__init__()
        self.browsers, self.arrived = {}, []

    def subscribe(self, server_key):
        path = f"/send/{encoded(os.urandom(24))}"
        self.browsers[path] = Browser(self, path, server_key)
        return self.browsers[path]

    def check(self, request):
        headers, browser = request.headers, self.browsers.get(request.path)
        if browser is None:
            raise Refusal(404, b"no such subscription")
        self._check_server(headers, browser)
        if len(request.body) > LARGEST:
            raise Refusal(413)
        ttl, topic = headers.get("TTL", ""), headers.get("Topic")
        if not ttl.isdigit():
            raise Refusal(400, b"TTL")
        if headers.get("Urgency", "normal") not in URGENCIES:
            raise Refusal(400, b"Urgency")
        if topic is not None and not TOPIC.match(topic):
            raise Refusal(400, b"Topic")
        if headers.get("Content-Encoding") != "aes128gcm":
            raise Refusal(400, b"Content-Encoding")

    def _check_server(self, headers, browser):
        found = AUTHORIZATION.match(headers.get("Authorization", ""))
        if not found:
            raise Refusal(401, b"who are you")
        token, key = found.groups()
        if key != browser.server_key:
            raise Refusal(403, b"the subscription is for another key")
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(key))
        try:
            needed = {"require": ["exp", "aud", "sub"]}
            claims = jwt.decode(token, public, algorithms=["ES256"], audience=self.url, options=needed)
        except jwt.InvalidTokenError as error:
            raise Refusal(403, str(error).encode()) from error
        if claims["exp"] > time() + DAY or not claims["sub"].startswith(("mailto:", "https://")):
            raise Refusal(403, b"exp or sub")

    def take(self, request):
        browser, headers = self.browsers[request.path], request.headers
        plain = browser.read(request.body)
        about = int(headers["TTL"]), headers["Urgency"], headers["Topic"]
        self.arrived.append(Arrived(browser, json.loads(plain), len(plain), *about))
        return Answer(201, b"", {"Location": f"{self.url}/m/{len(self.arrived)}"})
