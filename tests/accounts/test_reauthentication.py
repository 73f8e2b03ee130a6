"""A code that proves that it is still them."""

import pytest

from tests.accounts.gotrue import call, verify
from tests.accounts.letters import delivered
from tests.people import Api


def reauthenticate(person):
    return call("GET", "/reauthenticate", token=person.token)


def change(person, **body):
    return call("PUT", "/user", body, token=person.token)


@pytest.fixture
def nonce(alice, superuser):
    answer = reauthenticate(alice)
    assert (answer.status, answer.json) == (200, {})
    [letter] = delivered(superuser)
    assert letter.to == alice.email
    return letter.code


def test_the_code_is_taken_with_a_new_password(alice, nonce):
    assert call("GET", "/user", token=alice.token).json["reauthentication_sent_at"]
    assert change(alice, password="a quite new password", nonce=nonce).status == 200


def test_a_wrong_code_refuses_the_change_and_is_counted(alice, nonce, settings):
    settings.GOTRUE_OTP_TRIES = 2
    wrong = f"{(int(nonce) + 1) % 10**6:06}"
    for _ in range(2):
        answer = change(alice, password="a quite new password", nonce=wrong)
        assert (answer.status, answer.code) == (422, "reauthentication_not_valid")
    assert change(alice, password="a quite new password", nonce=nonce).code == "reauthentication_not_valid"
    assert change(alice, password="a quite new password").status == 200


def test_a_code_works_once_and_for_a_time(alice, nonce, settings):
    settings.GOTRUE_OTP_EXP = 0
    assert change(alice, password="a quite new password", nonce=nonce).code == "reauthentication_not_valid"
    settings.GOTRUE_OTP_EXP = 600
    assert change(alice, password="a quite new password", nonce=nonce).status == 200
    assert change(alice, password="yet another password", nonce=nonce).code == "reauthentication_not_valid"


def test_it_signs_nobody_in(alice, nonce):
    for kind in ("email", "recovery", "signup", "email_change"):
        assert verify(kind, email=alice.email, token=nonce).code == "otp_expired"


def test_mails_keep_their_distance(alice, nonce):
    answer = reauthenticate(alice)
    assert (answer.status, answer.code) == (429, "over_email_send_rate_limit")


def test_looking_sends_nothing(alice, superuser):
    assert Api(alice).request("HEAD", "/api/auth/reauthenticate").status == 200
    assert delivered(superuser) == []


def test_visitors_cannot_ask():
    answer = call("GET", "/reauthenticate")
    assert (answer.status, answer.code) == (401, "no_authorization")
