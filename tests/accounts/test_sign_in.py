import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import jwt
import psycopg
import pytest

from accounts import passwords
from tests.accounts.gotrue import call, get_user, new_email, sign_in
from tests.at_once import at_once
from tests.people import PASSWORD
from topin import limits, tokens


def test_the_access_token_says_what_gotrue_tokens_say(alice):
    session = sign_in(alice.email.upper()).json
    header = jwt.get_unverified_header(session["access_token"])
    [key] = call("GET", "/.well-known/jwks.json").json["keys"]
    assert (header["alg"], header["kid"]) == ("ES256", key["kid"])
    claims = jwt.decode(session["access_token"], jwt.PyJWK(key).key, algorithms=["ES256"], audience="authenticated")
    assert claims["sub"] == str(alice.id)
    assert claims["aud"] == claims["role"] == "authenticated"
    assert claims["exp"] == session["expires_at"] == claims["iat"] + 3600
    assert (claims["aal"], claims["amr"][0]["method"]) == ("aal1", "password")
    assert claims["is_anonymous"] is False
    assert claims["user_metadata"] == session["user"]["user_metadata"]


def test_wrong_passwords_and_unknown_addresses_are_answered_alike(alice):
    wrong, unknown = sign_in(alice.email, "not the password"), sign_in(new_email())
    assert (wrong.status, wrong.code) == (400, "invalid_credentials")
    assert wrong.json == unknown.json == {"code": "invalid_credentials", "message": "Invalid login credentials"}


def test_an_unknown_address_takes_as_long_as_a_wrong_password(monkeypatch):
    hashed = []
    monkeypatch.setattr(passwords, "make_password", hashed.append)
    sign_in(new_email(), "some password")
    assert hashed == ["some password"]


@pytest.mark.parametrize(
    ("query", "body", "code"),
    [
        ("?grant_type=password", {"password": PASSWORD}, "validation_failed"),
        ("?grant_type=password", {"email": "a@b.c", "phone": "49123", "password": PASSWORD}, "validation_failed"),
        ("?grant_type=password", {"phone": "49123", "password": PASSWORD}, "phone_provider_disabled"),
        ("?grant_type=password", {"email": "a@b.c", "password": None}, "invalid_credentials"),
        ("?grant_type=password", {"email": "a@b.c" * 9_000, "password": "x"}, "invalid_credentials"),
        ("?grant_type=refresh_token", {}, "validation_failed"),
        ("?grant_type=client_credentials", {}, "invalid_credentials"),
        ("", {}, "invalid_credentials"),
    ],
)
def test_grants_that_are_refused(query, body, code):
    answer = call("POST", f"/token{query}", body)
    assert (answer.status, answer.code) == (400, code)


def test_publishable_keys_nulls_and_strangers_do_not_disturb(alice):
    body = {"email": alice.email, "password": PASSWORD, "phone": None, "gotrue_meta_security": {}, "options": 5}
    answer = call("POST", "/v1/token?grant_type=password", body, token="sb_publishable_key", apikey="x")
    assert answer.status == 200


def test_a_banned_member_learns_it_only_with_the_right_password(alice, superuser):
    session = sign_in(alice.email).json
    superuser.execute("update users set banned_until = now() + '1 hour' where id = %s", [alice.id])
    assert sign_in(alice.email, "not the password").code == "invalid_credentials"
    assert sign_in(alice.email).code == "user_banned"
    answer = get_user(session)
    assert (answer.status, answer.code) == (403, "user_banned")
    refreshed = call("POST", "/token?grant_type=refresh_token", {"refresh_token": session["refresh_token"]})
    assert (refreshed.status, refreshed.code) == (400, "user_banned")


def test_an_old_password_that_is_weak_today_still_opens_the_door(alice, settings):
    settings.GOTRUE_PASSWORD_MIN = 60
    session = sign_in(alice.email).json
    assert session["access_token"]
    assert session["weak_password"]["reasons"] == ["length"]


def test_the_sixth_guess_within_the_quarter_hour_is_not_looked_at(alice, bob):
    assert [sign_in(alice.email, "a guess").status for _ in range(5)] == [400] * 5
    refused = sign_in(alice.email)
    assert (refused.status, refused.code) == (429, "over_request_rate_limit")
    assert int(refused.headers["retry-after"]) > 0
    assert sign_in(bob.email).status == 200


def test_guesses_at_many_accounts_from_one_address_are_counted_together(alice):
    limits.spend([("signin_address", "127.0.0.1")], cost=49)
    assert sign_in(new_email(), "a guess").status == 400
    assert sign_in(alice.email).status == 429


def test_sign_ins_that_succeed_are_not_counted(alice):
    assert [sign_in(alice.email).status for _ in range(7)] == [200] * 7


def test_guesses_at_one_moment_do_not_overshoot(alice):
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda n: sign_in(alice.email, f"guess {n}").status, range(12)))
    assert sorted(answers) == [400] * 5 + [429] * 7


def test_a_guess_that_was_not_looked_at_does_not_count(alice):
    for _ in range(60):
        sign_in(alice.email, "a guess")
    assert sign_in(new_email(), "a guess").status == 400  # 5 of the address's 50 are used up


def test_a_password_that_could_not_be_looked_at_is_no_failed_guess(alice, monkeypatch):
    def broken(*args):
        raise RuntimeError("no more memory")

    with monkeypatch.context() as patch:
        patch.setattr(passwords, "matches", broken)
        assert [sign_in(alice.email).status for _ in range(6)] == [500] * 6
    assert sign_in(alice.email).status == 200


def test_failed_sign_ins_are_written_down_though_the_answer_is_an_error(alice, superuser):
    unknown = new_email()
    for email in (alice.email, unknown, unknown):
        sign_in(email, "a guess")
    rows = superuser.execute(
        "select actor_id, subject_id, data from audit_log where action = 'sign_in_failed' order by id"
    ).fetchall()
    assert rows[0] == (None, alice.id, {"ip": "127.0.0.1"})
    assert rows[1] == rows[2] == (None, None, {"ip": "127.0.0.1", "address_hash": rows[1][2]["address_hash"]})
    assert unknown not in str(rows)


def test_guesses_that_are_not_looked_at_are_not_written_down(alice, superuser):
    for _ in range(8):
        sign_in(alice.email, "a guess")
    assert superuser.execute("select count(*) from audit_log where action = 'sign_in_failed'").fetchone() == (5,)


def test_sign_ins_and_sign_outs_are_written_down(alice, superuser, run_events):
    session = sign_in(alice.email).json
    call("POST", "/logout?scope=local", token=session["access_token"])
    run_events()
    session_id = tokens.verify(session["access_token"])["session_id"]
    rows = superuser.execute(
        "select action, actor_id, subject_id, data from audit_log where data ->> 'session_id' = %s order by id",
        [session_id],
    ).fetchall()
    assert rows == [
        ("sign_in", alice.id, alice.id, {"session_id": session_id, "method": "password", "ip": "127.0.0.1"}),
        ("sign_out", alice.id, alice.id, {"session_id": session_id, "reason": "signed_out"}),
    ]


def test_known_and_unknown_addresses_ask_the_database_for_the_same(alice, functions_asked_by):
    known, unknown = (functions_asked_by(sign_in, email, "a guess") for email in (alice.email, new_email()))
    assert known == unknown != []


def test_passwords_wait_in_line_to_be_hashed(monkeypatch, settings):
    running, most, lock = 0, 0, threading.Lock()

    def slow(password, password_hash):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return True

    monkeypatch.setattr(passwords, "check_password", slow)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: passwords.matches("x", "hash"), range(8)))
    assert most == settings.PASSWORD_HASHES_AT_ONCE


def test_tokens_of_other_keys_or_algorithms_are_refused(alice):
    claims = {"sub": str(alice.id), "session_id": str(alice.session_id), "aud": "authenticated", "exp": 2**33, "iat": 0}
    public = jwt.PyJWK(tokens.jwks()["keys"][0]).key
    forged = [
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode(claims, "a" * 64, algorithm="HS256"),
        tokens.sign(claims | {"exp": 1}),
        tokens.sign({"aud": "authenticated"}),
        alice.token[:-8] + "AAAAAAAA",
    ]
    assert public
    for token in forged:
        answer = call("GET", "/user", token=token)
        assert (answer.status, answer.code) == (403, "bad_jwt")
    assert call("GET", "/user", token=alice.token).status == 200


def test_an_old_password_that_is_being_looked_at_while_it_changes_gets_nowhere(alice, superuser):
    with psycopg.connect(os.environ["SUPERUSER_URL"]) as change:
        change.execute("update users set password_hash = 'another' where id = %s", [alice.id])

        def commit_once_the_sign_in_waits():
            while not superuser.execute("select 1 from pg_locks where not granted").fetchone():
                time.sleep(0.01)
            change.commit()

        entered, _ = at_once(lambda: sign_in(alice.email), commit_once_the_sign_in_waits)
    assert (entered.status, entered.code) == (400, "invalid_credentials")
