"""Sign-ins that end with an exchange: only the client that began one can finish it."""

import base64
from hashlib import sha256

import pytest

from accounts import one_time
from tests.accounts.gotrue import call, follow, get_user, new_email, sign_up, verify
from tests.accounts.letters import delivered
from topin import sealed

VERIFIER = "a-verifier-that-only-the-client-knows-0123456789"
CHALLENGE = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
S256 = {"code_challenge": CHALLENGE, "code_challenge_method": "s256"}
PLAIN = {"code_challenge": VERIFIER, "code_challenge_method": "PLAIN"}


def exchange(code, verifier=VERIFIER):
    return call("POST", "/token?grant_type=pkce", {"auth_code": code, "code_verifier": verifier})


def methods(superuser):
    return [
        entry["method"] for (amr,) in superuser.execute("select amr from user_sessions").fetchall() for entry in amr
    ]


@pytest.fixture
def letter(superuser, alice):
    """The mail of a magic link with PKCE."""
    call("POST", "/otp?redirect_to=http://127.0.0.1:3000/welcome%3Fx=1", {"email": alice.email, **S256})
    [letter] = delivered(superuser)
    return letter


@pytest.fixture
def code(letter):
    return follow(letter.link).query["code"]


def test_a_link_leads_back_with_a_code_and_no_tokens(letter):
    assert letter.query["token"].startswith("pkce_")
    followed = follow(letter.link)
    assert (followed.status, followed.target) == (303, "http://127.0.0.1:3000/welcome")
    assert set(followed.query) == {"x", "code"}
    assert followed.fragment == {}


@pytest.mark.parametrize("pair", [S256, PLAIN, S256 | {"code_challenge_method": "S256"}])
def test_the_client_that_began_it_gets_the_session(superuser, alice, pair):
    call("POST", "/magiclink", {"email": alice.email, **pair})
    [letter] = delivered(superuser)
    answer = exchange(follow(letter.link).query["code"])
    assert answer.status == 200
    assert get_user(answer.json).json["id"] == str(alice.id)
    assert "provider_token" not in answer.json


@pytest.mark.parametrize(
    ("path", "method"), [("/otp", "magiclink"), ("/magiclink", "magiclink"), ("/recover", "recovery")]
)
def test_the_session_remembers_how_it_began(superuser, alice, path, method):
    call("POST", path, {"email": alice.email, **S256})
    [letter] = delivered(superuser)
    exchange(follow(letter.link).query["code"])
    assert method in methods(superuser)


def test_a_sign_up_ends_with_an_exchange_too(superuser, settings):
    settings.MAILER_AUTOCONFIRM = False
    sign_up(new_email(), **S256)
    [letter] = delivered(superuser)
    answer = exchange(follow(letter.link).query["code"])
    assert answer.json["user"]["email_confirmed_at"]
    assert methods(superuser) == ["email/signup"]


def test_a_sign_up_that_needs_no_confirmation_gives_its_session_at_once():
    assert sign_up(**S256).json["access_token"]


def test_an_email_change_ends_with_an_exchange_too(superuser, alice):
    new = new_email()
    call("PUT", "/user", {"email": new, **S256}, token=alice.token)
    [letter] = [letter for letter in delivered(superuser) if letter.to == new]
    assert exchange(follow(letter.link).query["code"]).json["user"]["email"] == new


def test_the_first_of_two_addresses_is_told_in_the_query_too(superuser, alice, settings):
    settings.MAILER_AUTOCONFIRM = False
    call("PUT", "/user", {"email": new_email(), **S256}, token=alice.token)
    letter = next(letter for letter in delivered(superuser) if letter.to == alice.email)
    followed = follow(letter.link)
    assert followed.query["message"] == followed.fragment["message"]


def test_typing_the_code_or_giving_the_hash_works_all_the_same(superuser, alice, letter):
    assert verify("email", email=alice.email, token=letter.code).json["access_token"]
    call("POST", "/resend", {"type": "signup", "email": alice.email})


def test_the_hash_of_such_a_link_gives_a_session_where_it_is_posted(letter):
    assert verify("magiclink", token_hash=letter.query["token"]).json["access_token"]


def test_a_wrong_verifier_is_refused_and_the_right_one_still_comes_in(code):
    answer = exchange(code, "another-verifier-that-somebody-made-up-0123456789")
    assert (answer.status, answer.code) == (400, "bad_code_verifier")
    assert exchange(code, CHALLENGE).code == "bad_code_verifier"
    assert exchange(code).status == 200


def test_a_code_is_exchanged_once(code):
    assert exchange(code).status == 200
    answer = exchange(code)
    assert (answer.status, answer.code) == (404, "flow_state_not_found")


def test_of_many_exchanges_at_once_one_succeeds(code):
    from tests.accounts.test_sign_up import at_once

    assert sorted(a.status for a in at_once([lambda: exchange(code)] * 4)) == [200, 404, 404, 404]


def test_a_code_that_is_too_old_is_told_so(code, settings):
    settings.GOTRUE_FLOW_EXP = 0
    answer = exchange(code)
    assert (answer.status, answer.code) == (422, "flow_state_expired")


def test_the_lifetime_counts_from_the_code_and_not_from_the_mail(letter, superuser, settings):
    settings.GOTRUE_OTP_EXP = 3600
    superuser.execute("update flow_states set created_at = now() - interval '30 minutes'")
    assert exchange(follow(letter.link).query["code"]).status == 200


def test_whoever_is_banned_meanwhile_does_not_come_in(code, superuser, alice):
    superuser.execute("update users set banned_until = now() + interval '1 day' where id = %s", [alice.id])
    answer = exchange(code)
    assert (answer.status, answer.code) == (400, "user_banned")


@pytest.mark.parametrize(
    "body", [{}, {"auth_code": "x"}, {"code_verifier": "x"}, {"auth_code": "", "code_verifier": "x"}]
)
def test_exchanges_with_a_part_missing(body):
    answer = call("POST", "/token?grant_type=pkce", body)
    assert (answer.status, answer.code) == (400, "validation_failed")


def test_an_unknown_code_is_told_so():
    answer = exchange("d6a1a1a4-3b7e-4a87-9f4e-000000000000")
    assert (answer.status, answer.code) == (404, "flow_state_not_found")


@pytest.mark.parametrize(
    "pair",
    [
        {"code_challenge": CHALLENGE},
        {"code_challenge_method": "s256"},
        {"code_challenge": "x" * 42, "code_challenge_method": "s256"},
        {"code_challenge": "x" * 129, "code_challenge_method": "s256"},
        {"code_challenge": "ü" * 43, "code_challenge_method": "s256"},
        {"code_challenge": CHALLENGE, "code_challenge_method": "s512"},
    ],
)
@pytest.mark.parametrize("path", ["/signup", "/recover", "/otp", "/magiclink", "/resend"])
def test_half_a_pair_or_a_broken_one_is_refused(path, pair):
    body = {"email": "a@topin.test", "password": "a good long password", "type": "signup"}
    answer = call("POST", path, body | pair)
    assert (answer.status, answer.code) == (400, "validation_failed")


def test_only_hashes_of_codes_are_stored(code, superuser):
    [(flow,)] = superuser.execute("select f::text from flow_states f").fetchall()
    assert code not in flow
    assert one_time.hash_auth_code(code).hex() in flow


def test_tokens_of_a_provider_are_told_once(code, superuser):
    told = {"provider_token": "theirs", "provider_refresh_token": "too", "nonce": "ours"}
    superuser.execute("update flow_states set secrets = %s", [sealed.seal("flow", told)])
    session = exchange(code).json
    assert (session["provider_token"], session["provider_refresh_token"]) == ("theirs", "too")
    assert "nonce" not in session


def test_a_flow_of_the_web_client_is_none_of_the_api(code, superuser):
    superuser.execute("update flow_states set challenge = null, challenge_method = null")
    assert exchange(code).code == "bad_code_verifier"
