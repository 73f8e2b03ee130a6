"""Firebase Cloud Messaging and Google's token endpoint: strict about what they are told, as the real ones are."""

import json
import re
from functools import cache
from time import time
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.notifications.standins.answering import Refusal, Service, in_json

EMAIL, KEY_ID, PROJECT = "pushes@topin-test.iam.gserviceaccount.test", "key-1", "topin-test"
SCOPE = "https://www.googleapis.com/auth/firebase.messaging"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
LARGEST = 4096  # bytes


@cache
def key():
    """Dear to make; one serves all tests."""
    return rsa.generate_private_key(65537, 2048)


def error(status, name, code=None, *fields):
    """The body of a refusal: HTTP status, Google's name of it, FCM's code, and the fields that it is about."""
    details = [{"@type": ERROR, "errorCode": code}] if code else []
    if fields:
        violations = [{"field": field, "description": "not valid"} for field in fields]
        details.append({"@type": BAD_REQUEST, "fieldViolations": violations})
    return json.dumps({"error": {"code": status, "message": "no", "status": name, "details": details}}).encode()


class TokenServer(Service):
    """Gives bearer tokens for JWTs that the service account signed."""

    def __init__(self):
        super().__init__()
        self.given, self.seconds = [], 3_600

    def credentials(self, signed_by=None):
        """The file that the Firebase console would give."""
        pem = (signed_by or key()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        return json.dumps(
            {
                "type": "service_account", "project_id": PROJECT, "private_key_id": KEY_ID, "private_key": pem,
                "client_email": EMAIL, "client_id": "1", "token_uri": f"{self.url}/token",
            }
        )  # fmt: skip

    def check(self, request):
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        if request.path != "/token" or form.get("grant_type") != GRANT:
            raise Refusal(400, b'{"error": "unsupported_grant_type"}')
        try:
            assertion = form["assertion"]
            needed = {"require": ["exp", "iat", "iss", "aud"]}
            ours = {"audience": f"{self.url}/token", "issuer": EMAIL, "options": needed}
            claims = jwt.decode(assertion, key().public_key(), algorithms=["RS256"], **ours)
            assert jwt.get_unverified_header(assertion)["kid"] == KEY_ID
        except (KeyError, AssertionError, jwt.InvalidTokenError) as error:
            raise Refusal(400, b'{"error": "invalid_grant", "error_description": "Invalid JWT Signature."}') from error
        if claims["scope"] != SCOPE or claims["exp"] - claims["iat"] > 3_600 or claims["exp"] < time():
            raise Refusal(400, b'{"error": "invalid_scope"}')

    def take(self, request):
        self.given.append(f"ya29.{len(self.given)}")
        token = {"access_token": self.given[-1], "expires_in": self.seconds, "token_type": "Bearer"}
        return in_json(200, token)


class Firebase(Service):
    """Takes messages from whoever has the newest token of `tokens`."""

    def __init__(self, tokens):
        super().__init__()
        self.tokens, self.apps, self.arrived = tokens, set(), []

    def install(self, token):
        """An app registers; returns its token."""
        self.apps.add(token)
        return token

    def check(self, request):
        if request.path != f"/v1/projects/{PROJECT}/messages:send":
            raise Refusal(404, b"<html>not here</html>")
        if request.headers.get("Authorization") != f"Bearer {self.tokens.given[-1]}":
            raise Refusal(401, error(401, "UNAUTHENTICATED"))
        wrong = _wrong_fields(json.loads(request.body))
        if wrong:
            raise Refusal(400, error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", *wrong))
        if len(request.body) > LARGEST:
            raise Refusal(400, error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT"))

    def take(self, request):
        message = json.loads(request.body)["message"]
        if message["token"] not in self.apps:
            raise Refusal(404, error(404, "NOT_FOUND", "UNREGISTERED"))
        self.arrived.append(message)
        return in_json(200, {"name": f"projects/{PROJECT}/messages/{len(self.arrived)}"})


def _wrong_fields(body):
    """Paths of what the API's definition does not know."""
    found = [name for name in body if name != "message"]
    message = body.get("message", {})
    known = {"token": _is_text, "notification": _is_notification, "data": _is_data, "android": _is_android}
    return found + [f"message.{name}" for name, value in message.items() if not known.get(name, _is_nothing)(value)]


def _is_nothing(value):
    return False


def _is_text(value):
    return isinstance(value, str)


def _is_notification(value):
    return set(value) <= {"title", "body", "image"} and all(map(_is_text, value.values()))


def _is_data(value):
    reserved = [name for name in value if name in ("from", "message_type") or name.startswith(("google.", "gcm."))]
    return not reserved and all(map(_is_text, value.values()))


def _is_android(value):
    return (
        set(value) <= {"collapse_key", "priority", "ttl", "notification"}
        and value["priority"] in ("HIGH", "NORMAL")
        and re.fullmatch(r"\d+(\.\d{1,9})?s", value["ttl"]) is not None
        and float(value["ttl"][:-1]) <= 2_419_200
        and set(value["notification"]) <= {"tag"}
    )
