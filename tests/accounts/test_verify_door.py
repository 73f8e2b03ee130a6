"""GET and POST /verify: how they are asked, and where links lead."""

import pytest
from django.conf import settings

from tests.accounts.gotrue import call, follow, get_user, verify
from tests.accounts.letters import delivered
from tests.people import Api

HASH = "a" * 56


@pytest.fixture
def link(superuser, alice):
    """The magic link that Alice got."""
    call("POST", "/magiclink?redirect_to=http://127.0.0.1:3000/welcome%3Fx=1%23y", {"email": alice.email})
    [letter] = delivered(superuser)
    return letter.link


def test_a_link_leads_back_with_the_session_in_the_fragment(link, alice):
    answer = Api().get(link)
    assert answer.status == 303
    target, _, fragment = answer.headers["location"].partition("#")
    assert target == "http://127.0.0.1:3000/welcome?x=1"
    names = [field.partition("=")[0] for field in fragment.split("&")]
    assert names == ["access_token", "expires_at", "expires_in", "refresh_token", "sb", "token_type", "type"]
    assert "&sb=&token_type=bearer&type=magiclink" in fragment
    assert "no-store" in answer.headers["cache-control"]


def test_the_session_of_a_link_is_a_session(link, alice):
    assert get_user(follow(link).fragment).json["id"] == str(alice.id)


def test_a_used_link_leads_back_with_the_reason(link):
    follow(link)
    again = follow(link)
    assert (again.status, again.target) == (303, "http://127.0.0.1:3000/welcome")
    assert again.query == {"x": "1"}
    assert again.fragment == {
        "error": "access_denied",
        "error_code": "otp_expired",
        "error_description": "Email link is invalid or has expired",
        "sb": "",
    }


def test_an_unknown_link_leads_home_with_the_reason():
    followed = follow(f"/api/auth/verify?token={HASH}&type=signup&redirect_to=https://evil.example/")
    assert (followed.status, followed.target) == (303, settings.SITE_URL)
    assert (followed.query, followed.fragment["error_code"]) == ({}, "otp_expired")


def test_an_unknown_link_of_pkce_tells_the_reason_in_the_query_too():
    followed = follow(f"/api/auth/verify?token=pkce_{HASH}&type=magiclink")
    assert followed.query["error_code"] == followed.fragment["error_code"] == "otp_expired"
    assert followed.query["error"] == "access_denied"
    assert "sb" not in followed.query


def test_programs_that_look_at_links_before_people_do_use_none_up(link):
    for _ in range(3):
        answer = Api().request("HEAD", link)
        assert (answer.status, answer.body) == (200, b"")
        assert "location" not in answer.headers
    assert follow(link).fragment["access_token"]


def test_a_link_works_under_both_addresses_of_the_api(link):
    assert follow(link.replace("/api/auth/", "/api/auth/v1/")).fragment["access_token"]


@pytest.mark.parametrize("query", ["", "?token=x", "?type=signup", "?type=signup&token=", "?type=unheard&token=x"])
def test_a_link_with_a_part_missing_is_told_in_json(query):
    answer = call("GET", f"/verify{query}")
    assert (answer.status, answer.code) == (400, "validation_failed")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "validation_failed"),
        ({"type": "signup"}, 400, "validation_failed"),
        ({"type": "signup", "token": "123456"}, 400, "validation_failed"),
        ({"type": "unheard", "token": "123456", "email": "a@topin.test"}, 400, "validation_failed"),
        ({"type": "signup", "token": "123456", "token_hash": HASH}, 400, "validation_failed"),
        ({"type": "signup", "token_hash": HASH, "email": "a@topin.test"}, 400, "validation_failed"),
        ({"type": "signup", "token_hash": HASH, "phone": "49123"}, 400, "validation_failed"),
        ({"type": "signup", "token_hash": HASH, "redirect_to": "http://127.0.0.1"}, 400, "validation_failed"),
        ({"type": "signup", "token": "1", "email": "a@topin.test", "phone": "1"}, 400, "validation_failed"),
        ({"type": "sms", "token": "123456", "phone": "49123"}, 400, "phone_provider_disabled"),
        ({"type": "signup", "token": 123456, "email": "a@topin.test"}, 400, "bad_json"),
        ({"type": "signup", "token_hash": HASH}, 403, "otp_expired"),
        ({"type": "signup", "token_hash": f"pkce_{HASH}"}, 403, "otp_expired"),
        ({"type": "signup", "token": "123456", "email": "nobody@topin.test"}, 403, "otp_expired"),
        ({"type": "signup", "token": "x" * 5000, "email": "y" * 5000}, 403, "otp_expired"),
    ],
)
def test_bodies_that_are_refused(body, status, code):
    answer = call("POST", "/verify", body)
    assert (answer.status, answer.code) == (status, code)


def test_what_clients_send_along_is_ignored(superuser, alice):
    call("POST", "/otp", {"email": alice.email, "channel": None, "gotrue_meta_security": {}, "data": None})
    [letter] = delivered(superuser)
    strangers = {"options": {"redirect_to": "x"}, "gotrue_meta_security": {"captcha_token": None}, "phone": None}
    assert verify("email", email=alice.email, token=letter.code, **strangers).status == 200


def test_older_clients_get_the_other_format_of_errors(api):
    answer = api().post("/api/auth/verify", {"type": "signup", "token_hash": HASH})
    assert (answer.json["code"], answer.json["error_code"]) == (403, "otp_expired")
    assert answer.json["msg"] == "Email link is invalid or has expired"


def test_the_mailed_link_keeps_the_path_of_this_api_and_names_the_target(superuser, alice):
    call("POST", "/otp?redirect_to=http://127.0.0.1:3000/welcome", {"email": alice.email})
    [letter] = delivered(superuser)
    assert letter.text.count(f"{settings.SITE_URL}/api/auth/verify?token=") == 1
    assert letter.query["redirect_to"] == "http://127.0.0.1:3000/welcome"
    assert len(letter.query["token"]) == 56
    assert letter.code not in letter.query["token"]


def test_guesses_stay_few_though_code_after_code_is_asked_for(settings, superuser, alice, rate_limits):
    rate_limits("code=4/1h")
    settings.GOTRUE_MAIL_INTERVAL = 0
    statuses = []
    for _ in range(3):
        call("POST", "/otp", {"email": alice.email})
        [letter] = delivered(superuser)
        statuses += [verify("email", email=alice.email, token=wrong(letter.code)).status for _ in range(2)]
    assert statuses == [403] * 4 + [429] * 2
    assert verify("email", email=alice.email, token=letter.code).code == "over_request_rate_limit"
    assert follow(letter.link).fragment["access_token"], "a link is not guessed"


def test_right_codes_and_other_people_s_guesses_are_not_counted(settings, superuser, alice, bob, rate_limits):
    rate_limits("code=1/1h")
    settings.GOTRUE_MAIL_INTERVAL = 0
    for _ in range(3):
        call("POST", "/otp", {"email": alice.email})
        [letter] = delivered(superuser)
        assert verify("email", email=alice.email, token=letter.code).status == 200
    assert [verify("email", email=bob.email, token="000000").status for _ in range(2)] == [403, 429]


def test_guesses_at_an_unknown_address_are_limited_alike(rate_limits):
    rate_limits("code=1/1h")
    assert [verify("email", email="nobody@topin.test", token="000000").status for _ in range(2)] == [403, 429]


def test_a_name_like_a_caller_s_address_uses_up_none_of_their_tries(rate_limits):
    rate_limits("verify=3/5m")
    for name in ("127.0.0.1", "127.0.0.1", "nobody@topin.test"):
        assert verify("email", email=name, token="000000").code == "otp_expired"


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"
