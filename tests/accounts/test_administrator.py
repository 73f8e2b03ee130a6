import pytest
from django.core.management import CommandError, call_command

from tests.accounts.gotrue import call, sign_in, sign_up, verify
from tests.accounts.letters import delivered

EMAIL = "chief@topin.test"


@pytest.fixture(autouse=True)
def _asked_for(settings):
    settings.ADMIN_EMAIL = EMAIL
    settings.ADMIN_PASSWORD = "the operator's password"


def role(superuser):
    return superuser.execute("select staff_role from users where email = %s", [EMAIL]).fetchone()[0]


def test_the_administrator_is_made_once_and_keeps_the_password(superuser, settings):
    call_command("ensure_administrator")
    assert role(superuser) == "administrator"
    settings.ADMIN_PASSWORD = "another password"
    call_command("ensure_administrator")
    assert sign_in(EMAIL, "the operator's password").status == 200
    call_command("ensure_administrator", "--reset")
    assert sign_in(EMAIL, "another password").status == 200


def test_who_took_the_address_before_is_out(superuser):
    squatter = sign_up(EMAIL).json
    call_command("ensure_administrator")
    assert call("GET", "/user", token=squatter["access_token"]).code == "session_not_found"
    assert sign_in(EMAIL).code == "invalid_credentials"
    assert role(superuser) == "administrator"


def test_without_a_good_password_nobody_is_made(settings):
    for password, word in (("", "not set"), ("short", "at least 8")):
        settings.ADMIN_PASSWORD = password
        with pytest.raises(CommandError, match=word):
            call_command("ensure_administrator")


def test_nothing_of_whoever_had_the_address_before_lets_them_in(superuser, settings):
    settings.MAILER_AUTOCONFIRM = False
    squatter = sign_up(EMAIL).json
    superuser.execute(
        "insert into identities (user_id, provider, provider_id, identity_data) values (%s, 'acme', '7', '{}')",
        [squatter["id"]],
    )
    [letter] = delivered(superuser)
    call_command("ensure_administrator")
    assert verify("signup", email=EMAIL, token=letter.code).code == "otp_expired"
    assert superuser.execute("select provider from identities").fetchall() == [("email",)]
    assert sign_in(EMAIL, "the operator's password").status == 200


def test_a_change_of_address_under_way_does_not_take_the_administrator_along(superuser, settings):
    call_command("ensure_administrator")
    settings.MAILER_AUTOCONFIRM = False
    thief = sign_in(EMAIL, "the operator's password").json
    call("PUT", "/user", {"email": "thief@topin.test"}, token=thief["access_token"])
    letters = delivered(superuser)
    settings.ADMIN_PASSWORD = "another password"
    call_command("ensure_administrator", "--reset")
    for letter in letters:
        if "/verify" in letter.text:
            assert verify("email_change", token_hash=letter.query["token"]).code == "otp_expired"
    assert superuser.execute("select new_email from users where email = %s", [EMAIL]).fetchone() == (None,)
