"""Signing in through a provider: the way there, and every way back."""

from urllib.parse import urlsplit

import pytest

from tests.accounts.factor_tools import protect
from tests.accounts.gotrue import VERSION, call, get_user
from tests.accounts.providers import (
    APP,
    PKCE,
    SITE,
    authorize,
    challenge_of,
    come_back,
    exchange,
    fragment_of,
    go,
    new_person,
    query_of,
)
from tests.accounts.test_factor_races import at_once
from tests.people import Api


def members(superuser):
    return superuser.execute("select count(*) from users").fetchone()[0]


# -- There ------------------------------------------------------------------------------------------


def test_the_way_there_carries_what_only_we_know_hashed(mock):
    answer = authorize("example_id")
    asked = query_of(answer.headers["location"])
    assert (answer.status, asked["response_type"], asked["client_id"]) == (302, "code", "our-client")
    assert asked["redirect_uri"] == f"{SITE}/api/auth/callback"
    assert asked["scope"] == "openid email profile"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) >= 40
    assert "hidden" not in answer.headers["location"]


def test_what_is_kept_of_it_is_sealed(mock, superuser):
    asked = query_of(authorize("example_id").headers["location"])
    [kept] = superuser.execute("select secrets from flow_states where id = %s", [asked["state"]]).fetchone()
    assert kept.startswith("gAAAA")


def test_further_words_go_on_to_the_provider_but_none_of_ours_is_overruled(mock):
    given = {"prompt": "login", "scopes": "calendar email", "state": "mine", "redirect_uri": "https://evil.example"}
    given |= {"nonce": "mine", "client_id": "mine", "response_mode": "fragment", "request_uri": "https://evil.example"}
    given |= {"uri": "login"}
    asked = query_of(authorize("example_id", **given).headers["location"])
    assert (asked["prompt"], asked["scope"]) == ("login", "openid email profile calendar")
    assert asked["uri"] == "login"
    assert "mine" not in asked.values()
    assert asked["redirect_uri"] == f"{SITE}/api/auth/callback"
    assert not {"response_mode", "request_uri", "redirect_to", "provider", "scopes"} & set(asked)


@pytest.mark.parametrize("name", ["nobody", "google", "email", "", "x" * 500])
def test_an_unknown_provider_or_one_that_is_off_is_refused(mock, name):
    answer = authorize(name)
    assert (answer.status, answer.code) == (400, "validation_failed")
    assert answer.json["message"].startswith("Unsupported provider: ")


def test_half_a_challenge_is_refused(mock):
    assert authorize("example_id", code_challenge=challenge_of()).code == "validation_failed"


def test_a_provider_that_is_away_is_said_to_be(settings, local_net):
    settings.OAUTH_OPENID = ["gone|http://127.0.0.1:9|client|secret"]
    answer = authorize("gone")
    assert (answer.status, answer.code) == (503, "unexpected_failure")
    assert b"127.0.0.1:9" not in answer.body


def test_a_provider_in_our_own_network_is_not_reached_unless_it_may_be(mock, settings):
    settings.NET_ALLOW = []
    assert authorize("example_id").status == 503


# -- And back ---------------------------------------------------------------------------------------


def test_a_new_member_comes_in_with_name_and_picture(mock, superuser, api):
    subject = new_person(mock)
    target = go(mock, subject)
    assert target.startswith(f"{APP}#")
    told = fragment_of(target)
    assert (told["token_type"], told["expires_in"]) == ("bearer", "3600")
    assert told["provider_token"]
    user = get_user(told).json
    assert (user["email"], user["app_metadata"]) == (
        f"{subject}@topin.test",
        {"provider": "example_id", "providers": ["example_id"]},
    )
    assert user["email_confirmed_at"]
    assert (user["user_metadata"]["full_name"], user["user_metadata"]["avatar_url"]) == (
        "Dora D.",
        "https://pics.example/d",
    )
    [identity] = user["identities"]
    assert (identity["provider"], identity["id"], identity["email"]) == ("example_id", subject, user["email"])
    me = api(Authorization=f"Bearer {told['access_token']}").get("/api/users/me").json
    assert me["display_name"] == "Dora D."
    amr = superuser.execute("select amr -> 0 ->> 'method', user_agent from user_sessions").fetchall()
    assert amr == [("oauth", "a browser")]


def test_whoever_comes_again_is_the_same_member(mock, superuser):
    subject = new_person(mock)
    first, again = get_user(fragment_of(go(mock, subject))).json, get_user(fragment_of(go(mock, subject))).json
    assert first["id"] == again["id"]
    assert members(superuser) == 1


def test_a_provider_s_news_overwrite_nothing_that_the_member_chose(mock):
    subject = new_person(mock)
    session = fragment_of(go(mock, subject))
    call("PUT", "/user", {"data": {"full_name": "Dora the First"}}, token=session["access_token"])
    mock.set_person(subject, email=f"{subject}@topin.test", email_verified=True, name="Dora the Second", locale="fr")
    user = get_user(fragment_of(go(mock, subject))).json
    assert (user["user_metadata"]["full_name"], user["user_metadata"]["locale"]) == ("Dora the First", "fr")
    assert user["identities"][0]["identity_data"]["full_name"] == "Dora the Second"


def test_with_a_challenge_there_are_no_tokens_in_the_address(mock):
    target = go(mock, new_person(mock), **PKCE)
    assert set(query_of(target)) == {"code"}
    assert urlsplit(target).fragment == ""
    code = query_of(target)["code"]
    assert exchange(code, "another" * 10).code == "bad_code_verifier"
    answer = exchange(code)
    assert answer.status == 200, answer.body
    assert answer.json["provider_token"]
    assert get_user(answer.json).status == 200
    assert exchange(code).code == "flow_state_not_found"


def test_a_state_is_good_for_one_way_back(mock, superuser):
    back = mock.agree(authorize("example_id").headers["location"], new_person(mock))
    assert "access_token" in fragment_of(come_back(back))
    target = come_back(back)
    assert target.startswith(SITE)
    assert query_of(target)["error_code"] == fragment_of(target)["error_code"] == "bad_oauth_state"


def test_two_ways_back_at_once_let_one_in(mock, superuser):
    back = mock.agree(authorize("example_id").headers["location"], new_person(mock))
    targets = at_once(*[lambda: come_back(back)] * 3)
    assert sum("access_token" in fragment_of(target) for target in targets) == 1
    assert superuser.execute("select count(*) from user_sessions").fetchone() == (1,)


def test_one_new_person_in_two_browsers_at_once_is_one_member(mock, superuser):
    subject = new_person(mock)
    backs = [mock.agree(authorize("example_id").headers["location"], subject) for _ in range(3)]
    targets = at_once(*[lambda back=back: come_back(back) for back in backs])
    assert all("access_token" in fragment_of(target) for target in targets), targets
    assert members(superuser) == 1


@pytest.mark.parametrize("state", ["nonsense", "00000000-0000-0000-0000-000000000000", "\u0661" * 36])
def test_an_invented_state_leads_home(mock, state):
    target = come_back(f"{SITE}/?code=x", state=state)
    assert target.startswith(f"{SITE}?")
    assert fragment_of(target)["error_code"] == "bad_oauth_state"


def test_no_state_leads_home(mock):
    assert fragment_of(come_back(f"{SITE}/?code=x"))["error_code"] == "bad_oauth_callback"


def test_a_state_grows_old(mock, superuser):
    back = mock.agree(authorize("example_id").headers["location"], new_person(mock))
    superuser.execute("update flow_states set created_at = created_at - interval '301 seconds'")
    assert fragment_of(come_back(back))["error_code"] == "bad_oauth_state"
    assert members(superuser) == 0


def test_a_code_s_flow_is_no_state(mock, superuser):
    code = query_of(go(mock, new_person(mock), **PKCE))["code"]
    [flow] = superuser.execute("select id::text from flow_states").fetchone()
    assert fragment_of(come_back(f"{SITE}/?code=x", state=flow))["error_code"] == "bad_oauth_state"
    assert exchange(code).status == 200


def test_looking_at_the_way_back_does_not_use_it_up(mock):
    back = mock.agree(authorize("example_id").headers["location"], new_person(mock))
    parts = urlsplit(back)
    assert Api().request("HEAD", f"{parts.path}?{parts.query}").status == 200
    assert "access_token" in fragment_of(come_back(back))


def test_who_says_no_at_the_provider_comes_back_with_that(mock, superuser):
    state = query_of(authorize("example_id").headers["location"])["state"]
    target = come_back(f"{SITE}/?error=access_denied&error_description=No+thanks", state=state)
    assert target.startswith(f"{APP}?")
    said = {"error": "access_denied", "error_code": "access_denied", "error_description": "No thanks"}
    assert query_of(target) == fragment_of(target) == said
    assert members(superuser) == 0


def test_a_wrong_code_comes_back_with_an_error(mock, superuser):
    state = query_of(authorize("example_id").headers["location"])["state"]
    said = fragment_of(come_back(f"{SITE}/?code=invented", state=state))
    assert (said["error"], said["error_code"]) == ("server_error", "unexpected_failure")
    assert "invented" not in str(said)
    assert fragment_of(come_back(f"{SITE}/?", state=state))["error_code"] == "bad_oauth_state", "one try a state"


def test_a_foreign_target_becomes_home(mock):
    assert go(mock, new_person(mock), redirect_to="https://evil.example/").startswith(f"{SITE}#access_token")


def test_apps_have_addresses_of_their_own(mock, settings):
    settings.GOTRUE_URI_ALLOW_LIST = ["com.example.app://**"]
    assert go(mock, new_person(mock), redirect_to="com.example.app://in").startswith("com.example.app://in")


def test_nobody_new_is_made_where_sign_up_is_closed(mock, settings, superuser):
    known, new = new_person(mock), new_person(mock)
    go(mock, known)
    settings.GOTRUE_DISABLE_SIGNUP = True
    assert "access_token" in fragment_of(go(mock, known))
    assert fragment_of(go(mock, new))["error_code"] == "signup_disabled"
    assert query_of(go(mock, new, **PKCE))["error_code"] == "signup_disabled"
    assert members(superuser) == 1


def test_the_banned_are_not_let_in(mock, superuser):
    subject = new_person(mock)
    go(mock, subject)
    superuser.execute("update users set banned_until = 'infinity'")
    for query in ({}, PKCE):
        assert fragment_of(go(mock, subject, **query))["error_code"] == "user_banned"


def test_a_provider_proves_the_first_factor_only(mock, alice, api):
    protect(alice)
    session = fragment_of(go(mock, new_person(mock, email=alice.email)))
    assert get_user(session).json["id"] == str(alice.id)
    answer = api(Authorization=f"Bearer {session['access_token']}").get("/api/users/me")
    assert (answer.status, answer.code) == (403, "insufficient_aal")


def test_the_same_doors_stand_below_v1(mock):
    assert Api().get("/api/auth/v1/authorize?provider=example_id", headers=VERSION).status == 302


def test_a_way_back_in_a_broken_form_leads_nowhere():
    answer = Api().request("POST", "/api/auth/callback", b"x", content_type="multipart/form-data", headers=VERSION)
    assert (answer.status, answer.code) == (400, "validation_failed")
