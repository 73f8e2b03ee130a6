"""The database dies between any two statements of a deed with codes: all of it is there, or nothing."""

import pytest

from accounts import services
from tests.accounts.gotrue import call, new_email, verify
from tests.accounts.letters import delivered
from tests.crash import never_half_done

CALLER = {"ip": "127.0.0.1", "user_agent": "tests"}


@pytest.fixture(autouse=True)
def _with_confirmation(settings):
    settings.MAILER_AUTOCONFIRM = False


@pytest.fixture
def half_changed(alice, superuser):
    """The link that completes a change of Alice's address."""
    new = new_email()
    call("PUT", "/user", {"email": new}, token=alice.token)
    letters = {letter.to: letter for letter in delivered(superuser)}
    verify("email_change", email=alice.email, token=letters[alice.email].code)
    return letters[new].query["token"]


def test_an_address_is_changed_whole_or_not_at_all(superuser, half_changed):
    never_half_done(superuser, lambda: services.verify_link("email_change", half_changed, **CALLER))


def test_a_flow_gets_its_code_whole_or_not_at_all(superuser, alice):
    call("POST", "/recover", {"email": alice.email, "code_challenge": "x" * 43, "code_challenge_method": "plain"})
    [letter] = delivered(superuser)
    never_half_done(superuser, lambda: services.follow_link("recovery", letter.query["token"], **CALLER))


def test_a_password_is_changed_with_all_that_follows_or_not_at_all(superuser, alice):
    def deed():
        services.update_auth_user(alice.viewer, data={"a": 1}, password="a quite new password", email=new_email())

    never_half_done(superuser, deed)
