"""Signing in, out and through while the same members are followed: nobody waits in a ring."""

import os
import re
from contextlib import suppress

import psycopg
import pytest

from accounts import services
from accounts.services.sessions import start_session
from social import services as social
from tests.accounts.factor_tools import challenge, forget_step, protect, remove, verify
from tests.accounts.gotrue import call, refresh, sign_in
from tests.accounts.letters import delivered
from tests.at_once import at_once
from tests.people import of_session
from tests.people import sign_in as another_session
from topin import sqlcode
from topin.errors import NotSignedIn

CALLER = {"ip": "127.0.0.1", "user_agent": "tests"}
ROUNDS = 15


def test_signing_in_and_being_followed_at_once(alice, bob):
    def enters():
        for _ in range(ROUNDS):
            start_session(alice.id, "password", **CALLER)

    at_once(enters, enters, lambda: _follows(alice, bob))


def test_a_new_password_and_being_followed_at_once(alice, bob):
    def changes():
        for number in range(5):
            another_session(alice.id, alice.handle, alice.email)
            services.update_auth_user(alice.viewer, data={}, password=f"a quite new password {number}")

    at_once(changes, lambda: _follows(alice, bob))


def test_giving_the_second_factor_and_being_followed_at_once(alice, bob, superuser):
    _, app = protect(alice)

    def gives():
        statuses = []
        for _ in range(4):
            forget_step(superuser, app)
            session = sign_in(alice.email).json
            statuses.append(verify(session, app, app.code(), challenge(session, app).json["id"]).status)
        return statuses

    given, *_ = at_once(gives, lambda: _follows(alice, bob))
    assert given == [200] * 4


def test_leaving_everywhere_and_ending_sessions_one_by_one_at_once(alice):
    for _ in range(8):
        tabs = [another_session(alice.id, alice.handle, alice.email) for _ in range(6)]
        at_once(lambda: services.sign_out(alice.viewer, "others"), *[lambda t=t: _leaves(t) for t in tabs[3:]])


def _leaves(tab):
    with suppress(NotSignedIn):  # where the other deed came first
        services.sign_out(tab.viewer, "local")


def _follows(one, other):
    """The other one follows them and stops, again and again."""
    for _ in range(ROUNDS):
        social.follow_member(other.viewer, one.id)
        social.unfollow_member(other.viewer, one.id)


@pytest.fixture
def followed_meanwhile(alice):
    """Another connection holds of Alice's account what a follow holds of it: that it stays."""
    with psycopg.connect(os.environ["SUPERUSER_URL"]) as follow:
        follow.execute("select from users where id = %s for key share", [alice.id])
        yield
        follow.rollback()


def test_no_deed_of_sign_in_waits_for_a_follow(followed_meanwhile, alice, superuser, settings):
    settings.STATEMENT_TIMEOUT_MS = 2_000  # a deed that waits is refused by then
    session, app = protect(alice)
    for path in ("/otp", "/recover", "/reauthenticate"):
        settings.GOTRUE_MAIL_INTERVAL = 0
        call(
            "GET" if path == "/reauthenticate" else "POST", path, {"email": alice.email}, token=session["access_token"]
        )
    letters = [letter for letter in delivered(superuser) if "code" in letter.text]
    assert letters
    assert call("POST", "/verify", {"type": "email", "email": alice.email, "token": "000000"}).code == "otp_expired"
    new = {"password": "a quite new password", "data": {"colour": "red"}}
    assert call("PUT", "/user", new, token=session["access_token"]).status == 200
    assert remove(session, app).status == 200
    assert call("POST", "/logout", token=session["access_token"]).status == 204


def test_refreshing_and_signing_out_at_once(alice):
    for _ in range(15):
        session = sign_in(alice.email).json
        tab = of_session(session)
        refreshed, _ = at_once(lambda s=session: refresh(s["refresh_token"]), lambda t=tab: _leaves(t))
        assert refreshed.status == 200 or refreshed.code == "refresh_token_not_found"


def test_no_lock_on_accounts_is_stronger_than_needed():
    """Rows elsewhere that name a member hold their account's key; deeds that wait for them could wait in a ring."""
    strong = re.compile(r"from (?:public\.)?users\b[^;]*?\bfor update", re.IGNORECASE)
    assert [path.name for path in sqlcode.files() if strong.search(path.read_text())] == []
