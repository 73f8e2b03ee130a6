"""Access tokens: ES256 with a key id, verified here once and then remembered until they expire.

Only the signature and the times are checked here. Whether the session behind a token still counts
is asked in the statement that sets the role (`sql.acting_as`).
"""

import base64
import json
from collections import OrderedDict
from functools import cache
from hashlib import sha256
from threading import Lock
from time import time
from uuid import UUID

import jwt
from django.conf import settings
from jwt.algorithms import ECAlgorithm
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError

from topin import errors

AUDIENCE = "authenticated"
REMEMBERED = 4096  # tokens
CLAIMS = ("sub", "session_id", "iat", "exp")  # without these a token is none of ours


class _Backend(TokenBackend):
    """SimpleJWT's backend, with the key's id in the header: by it clients find the key in the JWKS."""

    def encode(self, payload):
        claims = {**payload, "aud": self.audience, "iss": self.issuer}
        key = self.prepared_signing_key
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": _public_jwk()["kid"]})


@cache
def _backend():
    return _Backend(
        settings.SIMPLE_JWT["ALGORITHM"],
        signing_key=settings.JWT_PRIVATE_KEY,
        verifying_key=ECAlgorithm.from_jwk(_public_jwk()),
        audience=AUDIENCE,
        issuer=f"{settings.SITE_URL}/api/auth",
    )


@cache
def _public_jwk():
    algorithm = ECAlgorithm(ECAlgorithm.SHA256)
    public = algorithm.prepare_key(settings.JWT_PRIVATE_KEY).public_key()
    key = algorithm.to_jwk(public, as_dict=True)
    return {**key, "alg": "ES256", "use": "sig", "key_ops": ["verify"], "kid": _thumbprint(key)}


def _thumbprint(key):
    """RFC 7638: the same key has the same id everywhere."""
    canonical = json.dumps({n: key[n] for n in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return base64.urlsafe_b64encode(sha256(canonical.encode()).digest()).rstrip(b"=").decode()


def jwks():
    """The public keys by which anybody can verify our tokens."""
    return {"keys": [_public_jwk()]}


def sign(claims):
    """The token that says `claims`, for our audience and in our name, from now for GOTRUE_JWT_EXP seconds."""
    now = int(time())
    return _backend().encode({"iat": now, "exp": now + settings.GOTRUE_JWT_EXP, **claims})


_verified = OrderedDict()
_lock = Lock()


def verify(token):
    """The claims of a token that we made and that has not expired. Raises NotSignedIn.

    The dict is shared by all who verify the same token: read it only.
    """
    with _lock:
        claims = _verified.get(token)
        if claims is not None:
            _verified.move_to_end(token)
    if claims is None:
        claims = _read(token)
        _remember(token, claims)
    if claims["exp"] <= time():
        raise errors.NotSignedIn("The access token has expired")
    return claims


def _read(token):
    try:
        claims = _backend().decode(token)
        claims["sub"], claims["session_id"] = str(UUID(claims["sub"])), str(UUID(claims["session_id"]))
    except (TokenBackendError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise errors.NotSignedIn("The access token is not valid") from error
    return claims


def _remember(token, claims):
    with _lock:
        _verified[token] = claims
        while len(_verified) > REMEMBERED:
            _verified.popitem(last=False)
