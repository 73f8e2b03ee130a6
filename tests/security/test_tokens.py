"""Access tokens: ours, for us, for now, and signed as we sign; nothing in them chooses how they are looked at."""

import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from topin import tokens
from topin.authentication import cookie_signer

SELF = "/api/auth/user"
NOBODY = "019a0000-0000-7000-8000-000000000000"


@pytest.fixture
def claims(alice):
    now = int(time.time())
    said = {"sub": str(alice.id), "session_id": str(alice.session_id), "iat": now, "exp": now + 60}
    return said | {"aud": tokens.AUDIENCE, "iss": f"{settings.SITE_URL}/api/auth"}


def asked(api, token):
    return api(None, Authorization=f"Bearer {token}").get(SELF).status


def signed(claims, key=None, **headers):
    return jwt.encode(claims, key or settings.JWT_PRIVATE_KEY, algorithm="ES256", headers=headers)


def test_what_we_would_sign_counts(api, claims):
    assert asked(api, signed(claims)) == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "somebody else"},
        {"aud": None},
        {"iss": "https://evil.example/api/auth"},
        {"exp": 1},
        {"nbf": 2**33},
        {"session_id": NOBODY},
        {"sub": NOBODY},
    ],
    ids=str,
)
def test_a_token_for_others_of_others_or_of_another_time_does_not(api, claims, wrong):
    kept = {name: value for name, value in (claims | wrong).items() if value is not None}
    assert asked(api, signed(kept)) in (401, 403)


@pytest.mark.parametrize("header", ["jwk", "jku", "x5u"])
def test_a_token_does_not_bring_the_key_that_proves_it(api, claims, header):
    own = ec.generate_private_key(ec.SECP256R1())
    public = jwt.algorithms.ECAlgorithm.to_jwk(own.public_key(), as_dict=True)
    told = {"jwk": public}.get(header, "https://evil.example/keys.json")
    assert asked(api, signed(claims, own, **{header: told})) in (401, 403)


def test_a_code_or_a_cookie_of_ours_is_no_access_token(api, alice):
    assert asked(api, cookie_signer().sign(f"{alice.id.hex}.{alice.session_id.hex}")) in (401, 403)
