from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from django.db import connections

from accounts.refresh_tokens import Link, read
from tests.accounts.gotrue import get_user, refresh, sign_up


@pytest.fixture
def session():
    return sign_up().json


def claims(session):
    return jwt.decode(session["access_token"], options={"verify_signature": False})


def test_a_refresh_keeps_session_and_amr_and_brings_the_user(session):
    renewed = refresh(session["refresh_token"]).json
    assert renewed["refresh_token"] != session["refresh_token"]
    assert renewed["user"]["id"] == session["user"]["id"]
    assert claims(renewed)["session_id"] == claims(session)["session_id"]
    assert claims(renewed)["amr"] == claims(session)["amr"]
    assert get_user(renewed).status == 200


def test_the_parent_replayed_gets_the_same_successor_however_late(session, settings):
    settings.GOTRUE_REUSE_INTERVAL = 0
    parent = session["refresh_token"]
    successors = {refresh(parent).json["refresh_token"] for _ in range(3)}
    assert len(successors) == 1
    assert refresh(successors.pop()).status == 200


def test_fifty_refreshes_at_once_give_one_successor(session):
    def refresh_once(_):
        try:
            return refresh(session["refresh_token"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(refresh_once, range(50)))
    assert [a.status for a in answers] == [200] * 50
    assert len({a.json["refresh_token"] for a in answers}) == 1


def test_an_older_token_within_the_interval_gets_the_active_one(session, settings):
    settings.GOTRUE_REUSE_INTERVAL = 60
    second = refresh(session["refresh_token"]).json
    third = refresh(second["refresh_token"]).json
    assert refresh(session["refresh_token"]).json["refresh_token"] == third["refresh_token"]


def test_an_older_token_after_the_interval_ends_the_session_for_good(session, settings):
    settings.GOTRUE_REUSE_INTERVAL = 0
    second = refresh(session["refresh_token"]).json
    third = refresh(second["refresh_token"]).json
    answer = refresh(session["refresh_token"])
    assert (answer.status, answer.code) == (400, "refresh_token_already_used")
    for token in (session, second, third):
        assert refresh(token["refresh_token"]).code == "refresh_token_not_found"
    answer = get_user(third)
    assert (answer.status, answer.code) == (403, "session_not_found")


def test_a_token_so_old_that_its_row_is_gone_ends_the_session_too(session):
    token = session["refresh_token"]
    for _ in range(23):
        token = refresh(token).json["refresh_token"]
    assert refresh(session["refresh_token"]).code == "refresh_token_already_used"
    assert refresh(token).code == "refresh_token_not_found"


def test_a_token_that_was_never_given_out_is_unknown_and_harmless(session):
    link = read(session["refresh_token"])
    for guess in (link.next(), link._replace(number=0), Link(link.session_id, 2**31 - 1)):
        answer = refresh(guess.token)
        assert (answer.status, answer.code) == (400, "refresh_token_not_found")
    assert refresh(session["refresh_token"]).status == 200


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("abcdefghij12", "refresh_token_not_found"),
        ("abc", "validation_failed"),
        ("ü" * 60, "validation_failed"),
        ("A" * 60, "validation_failed"),
        ("-" * 3_000, "validation_failed"),
    ],
)
def test_tokens_that_are_none_of_ours(token, code):
    answer = refresh(token)
    assert (answer.status, answer.code) == (400, code)


def test_the_database_holds_hashes_only(session, superuser):
    stored = superuser.execute("select string_agg(t::text, ' ') from refresh_tokens t").fetchone()[0]
    assert session["refresh_token"] not in stored
    assert session["refresh_token"].encode().hex() not in stored
