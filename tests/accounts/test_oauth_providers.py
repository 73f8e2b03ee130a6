"""Each kind of provider, with what is peculiar to it."""

import json
from urllib.parse import urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from accounts import providers
from tests.accounts.gotrue import get_user
from tests.accounts.providers import SITE, authorize, challenge_of, come_back, fragment_of, query_of
from tests.people import Api


def test_github_is_asked_for_person_and_address(github):
    asked = query_of(authorize("github").headers["location"])
    assert asked["scope"] == "user:email"
    told = fragment_of(come_back(f"{SITE}/?code=good", state=asked["state"]))
    user = get_user(told).json
    assert (user["email"], user["user_metadata"]["user_name"]) == ("octo@topin.test", "octo")
    assert user["identities"][0]["id"] == "4711"
    assert told["provider_token"] == "gho_opaque"
    assert github.asked_at("/user")[0][1]["Authorization"] == "Bearer gho_opaque"


def test_github_s_unproved_addresses_prove_nothing(github, alice, superuser, settings):
    settings.MAILER_AUTOCONFIRM = False
    github.addresses = [{"email": alice.email, "primary": True, "verified": False}]
    asked = query_of(authorize("github").headers["location"])
    said = fragment_of(come_back(f"{SITE}/?code=good", state=asked["state"]))
    assert said["error_code"] == "provider_email_needs_verification"


def test_github_s_refusal_is_ours(github):
    asked = query_of(authorize("github").headers["location"])
    assert fragment_of(come_back(f"{SITE}/?code=bad", state=asked["state"]))["error_code"] == "unexpected_failure"


def test_apple_gets_a_signed_secret_and_answers_with_a_form(issuer, settings, api):
    key = ECKey.generate_key("P-256")
    settings.OAUTH_APPLE_CLIENT_ID, settings.OAUTH_APPLE_TEAM_ID = ["web-client"], "TEAM"
    settings.OAUTH_APPLE_KEY_ID, settings.OAUTH_APPLE_PRIVATE_KEY = "KEY", key.as_pem(private=True).decode()
    asked = query_of(authorize("apple").headers["location"])
    assert asked["response_mode"] == "form_post"
    issuer.claims = {"email": "dora@topin.test", "email_verified": "true", "nonce": asked["nonce"]}
    name = json.dumps({"name": {"firstName": "Dora", "lastName": "D."}})
    form = urlencode({"code": "good", "state": asked["state"], "user": name})
    answer = Api().post("/api/auth/callback", form, content_type="application/x-www-form-urlencoded")
    user = get_user(fragment_of(answer.headers["location"])).json
    assert (user["email"], user["user_metadata"]["name"]) == ("dora@topin.test", "Dora D.")
    [(sent, _)] = issuer.asked_at("/token")
    secret = jwt.decode(sent["client_secret"], key)
    assert secret.header["kid"] == "KEY"
    assert (secret.claims["iss"], secret.claims["sub"], secret.claims["aud"]) == ("TEAM", "web-client", issuer.url)


def test_an_entry_that_is_none_is_said_to_be(settings):
    settings.OAUTH_OPENID = ["acme|https://id.example|client"]
    with pytest.raises(Exception, match=r"name\|issuer\|client id\|secret"):
        providers.names()


def test_a_provider_that_calls_itself_otherwise_is_not_believed(issuer):
    issuer.published = lambda: {"issuer": "https://accounts.google.com", "token_endpoint": "x", "jwks_uri": "x"}
    assert authorize("google").status == 503


def test_settings_say_which_providers_are_on(mock, github):
    external = Api().get("/api/auth/settings").json["external"]
    assert (external["example_id"], external["github"]) == (True, True)
    assert (external["google"], external["apple"]) == (False, False)
    assert providers.names() == ["github", "example_id"]


def test_nothing_of_the_provider_s_form_is_trusted_but_its_code(issuer, superuser):
    asked = query_of(authorize("google").headers["location"])
    issuer.claims = {"email": "dora@topin.test", "email_verified": True, "nonce": "somebody else's"}
    said = fragment_of(come_back(f"{SITE}/?code=good", state=asked["state"]))
    assert said["error_code"] == "validation_failed"
    assert superuser.execute("select count(*) from users").fetchone() == (0,)


def test_no_transaction_is_open_while_a_provider_is_asked(issuer, superuser):
    idle = "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in trans%'"
    seen = []
    token = issuer.doors["/token"]
    issuer.doors["/token"] = lambda fields: seen.append(superuser.execute(idle).fetchone()[0]) or token(fields)
    asked = query_of(authorize("google").headers["location"])
    issuer.claims = {"email": "dora@topin.test", "email_verified": True, "nonce": asked["nonce"]}
    assert "access_token" in fragment_of(come_back(f"{SITE}/?code=good", state=asked["state"]))
    assert seen == [0]
    [(form, _)] = issuer.asked_at("/token")
    assert challenge_of(form["code_verifier"]) == asked["code_challenge"]


def test_a_code_that_another_provider_gave_is_not_shown_to_this_one(issuer):
    asked = query_of(authorize("google").headers["location"])
    target = come_back(f"{SITE}/?code=good&iss=https%3A%2F%2Fevil.example", state=asked["state"])
    assert fragment_of(target)["error_code"] == "unexpected_failure"
    assert issuer.asked_at("/token") == []
