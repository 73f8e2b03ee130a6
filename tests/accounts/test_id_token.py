"""Signing in with an id token that an app got from the provider by itself."""

import time
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from tests.accounts.gotrue import call, get_user

DORA = {"email": "dora@topin.test", "email_verified": True, "name": "Dora D."}


@pytest.fixture
def token(issuer):
    """`token(aud=…)` → Dora's id token with other claims."""
    return lambda **claims: issuer.sign(**DORA | claims)


def come(id_token, **body):
    return call("POST", "/token?grant_type=id_token", {"provider": "google", "id_token": id_token, **body})


def refused(answer):
    return (answer.status, answer.code) == (400, "validation_failed")


def half_hash(text):
    return urlsafe_b64encode(sha256(text.encode()).digest()[:16]).rstrip(b"=").decode()


def test_a_good_token_lets_in(token):
    answer = come(token(), nonce=None, access_token=None, gotrue_meta_security={})
    assert answer.status == 200, answer.body
    user = get_user(answer.json).json
    assert (user["email"], user["app_metadata"]["provider"]) == ("dora@topin.test", "google")
    assert "provider_token" not in answer.json


def test_it_is_the_same_member_as_through_the_browser(token):
    first, again = come(token()).json, come(token()).json
    assert first["user"]["id"] == again["user"]["id"]


def test_a_token_for_one_of_our_apps_counts_and_for_others_does_not(token):
    assert come(token(aud="android-client")).status == 200
    assert refused(come(token(aud="somebody-else")))
    assert refused(come(token(aud=["web-client", "somebody-else"])))
    assert come(token(aud=["web-client", "somebody-else"], azp="web-client")).status == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": None},
        {"sub": None},
        {"sub": ""},
        {"exp": -3_600},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": None},
        {"nbf": 3_600},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now_is_refused(token, claims):
    now = int(time.time())  # times above are seconds from now, so that every test process knows them by one name
    answer = come(token(**{k: now + v if isinstance(v, int) else v for k, v in claims.items()}))
    assert answer.status in (400, 503), answer.body
    assert answer.code in ("validation_failed", "unexpected_failure")


def test_a_token_that_another_key_signed_is_refused(issuer):
    assert refused(come(issuer.sign(key=ECKey.generate_key("P-256"), **DORA)))


def test_a_token_signed_by_a_shared_secret_is_refused(issuer):
    claims = jwt.decode(issuer.sign(**DORA), issuer.key).claims
    public = issuer.key.as_pem(private=False)
    forged = jwt.encode({"alg": "HS256", "kid": issuer.kid}, claims, OctKey.import_key(b"x" * 32 + public[:9]))
    assert refused(come(forged))
    head, body, _ = issuer.sign(**DORA).split(".")
    unsigned = urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
    assert refused(come(f"{unsigned}.{body}."))
    assert refused(come(f"{head}.{body}."))


@pytest.mark.parametrize("text", ["x", "a.b.c", "....", "é.é.é", "e30.e30.e30"])
def test_nonsense_is_refused(issuer, text):
    assert refused(come(text))


def test_a_nonce_has_to_match_plain_or_hashed(token):
    hashed = sha256(b"my own").hexdigest()
    assert come(token(nonce="my own"), nonce="my own").status == 200
    assert come(token(nonce=hashed), nonce="my own").status == 200
    for claimed, passed in [("my own", "another"), ("my own", None), (None, "my own"), (hashed, hashed[::-1])]:
        assert refused(come(token(nonce=claimed), nonce=passed))


def test_an_access_token_has_to_be_the_one_the_token_names(token):
    mine = token(at_hash=half_hash("opaque"))
    assert come(mine, access_token="opaque").status == 200
    assert refused(come(mine, access_token="another"))
    assert refused(come(mine))
    assert come(token(), access_token="whatever").status == 200, "this one names none"


def test_a_new_key_of_the_provider_is_found(issuer, token, monkeypatch):
    assert come(token()).status == 200
    issuer.renew_key()
    monkeypatch.setattr("accounts.providers.documents.AGAIN", 0)
    assert come(token()).status == 200
    assert len(issuer.asked_at("/jwks")) == 2


def test_keys_are_not_asked_for_with_every_token(issuer, token):
    for _ in range(3):
        come(token())
    forged = issuer.sign(header={"kid": "invented"}, **DORA)
    assert [refused(come(forged)) for _ in range(3)] == [True] * 3
    assert len(issuer.asked_at("/jwks")) == 1


def test_an_unproved_address_lets_nobody_in(token, alice, superuser):
    answer = come(token(email=alice.email, email_verified=False))
    assert (answer.status, answer.code) == (422, "provider_email_needs_verification")


@pytest.mark.parametrize("provider", ["apple", "nobody", "github"])
def test_other_providers_have_no_id_tokens_here(token, github, provider):
    answer = come(token(), provider=provider)
    assert refused(answer)
    assert "Unsupported provider" in answer.json["message"]


@pytest.mark.parametrize("body", [{"provider": None}, {"id_token": None}, {"id_token": ""}])
def test_half_a_request_is_refused(token, body):
    assert refused(come(**{"id_token": token()} | body))


def test_linking_by_hand_is_off_here_too(token):
    answer = come(token(), link_identity=True)
    assert (answer.status, answer.code) == (404, "manual_linking_disabled")


def test_closed_sign_up_and_bans_hold(token, settings, superuser):
    settings.GOTRUE_DISABLE_SIGNUP = True
    assert come(token()).code == "signup_disabled"
    settings.GOTRUE_DISABLE_SIGNUP = False
    come(token())
    superuser.execute("update users set banned_until = 'infinity'")
    assert (come(token()).status, come(token()).code) == (400, "user_banned")
