"""Somebody signs up with another person's address and a password of their own, and waits for its owner to come."""

import pytest

from tests.accounts.gotrue import call, follow, get_user, new_email, sign_in, sign_up, verify
from tests.accounts.letters import delivered


@pytest.fixture(autouse=True)
def _with_confirmation(settings):
    settings.MAILER_AUTOCONFIRM = False
    settings.GOTRUE_MAIL_INTERVAL = 0


@pytest.fixture
def taken(superuser):
    """The address that somebody else signed up with."""
    email = new_email()
    assert sign_up(email).status == 200
    delivered(superuser)
    return email


def letter_of(superuser, path, **body):
    assert call("POST", path, body).status == 200
    [letter] = delivered(superuser)
    return letter


@pytest.mark.parametrize(
    ("path", "kind"), [("/recover", "recovery"), ("/otp", "email"), ("/magiclink", "signup"), ("/otp", "signup")]
)
def test_who_comes_by_a_code_takes_the_password_away(superuser, taken, path, kind):
    letter = letter_of(superuser, path, email=taken)
    owner = verify(kind, email=taken, token=letter.code)
    assert owner.status == 200
    assert sign_in(taken).code == "invalid_credentials"
    assert get_user(owner.json).json["identities"][0]["provider"] == "email"
    [noted] = superuser.execute(
        "select count(*) from audit_log where action = 'unconfirmed_account_taken_over'"
    ).fetchone()
    assert noted == 1
    call("PUT", "/user", {"password": "the owner's own password"}, token=owner.json["access_token"])
    assert sign_in(taken, "the owner's own password").status == 200


@pytest.mark.parametrize("path", ["/recover", "/magiclink"])
def test_who_comes_by_a_link_takes_the_password_away(superuser, taken, path):
    assert follow(letter_of(superuser, path, email=taken).link).fragment["access_token"]
    assert sign_in(taken).code == "invalid_credentials"


def test_a_magic_link_without_confirmations_takes_the_password_away(settings, superuser, taken):
    settings.MAILER_AUTOCONFIRM = True
    letter = letter_of(superuser, "/otp", email=taken)
    assert verify("magiclink", email=taken, token=letter.code).status == 200
    assert sign_in(taken).code == "invalid_credentials"


def test_the_mail_of_the_sign_up_leaves_the_password_also_when_sent_again(superuser, taken):
    letter = letter_of(superuser, "/resend", type="signup", email=taken)
    assert verify("email", email=taken, token=letter.code).status == 200
    assert sign_in(taken).status == 200


@pytest.mark.parametrize("again", [("/resend", {"type": "signup"}), ("/signup", {"password": "a stranger's password"})])
def test_asking_for_the_mail_of_the_sign_up_meanwhile_does_not_keep_the_password(superuser, taken, again):
    letter_of(superuser, "/otp", email=taken)
    path, body = again
    letter = letter_of(superuser, path, email=taken, **body)
    assert verify("email", email=taken, token=letter.code).status == 200
    assert sign_in(taken).code == "invalid_credentials"
    assert sign_in(taken, "a stranger's password").code == "invalid_credentials"


def test_a_confirmed_account_keeps_its_password(superuser, alice):
    for path in ("/recover", "/otp"):
        letter = letter_of(superuser, path, email=alice.email)
        assert verify("email", email=alice.email, token=letter.code).status == 200
    assert sign_in(alice.email).status == 200
