"""The database dies between any two statements of a deed: everything of it is there, or nothing."""

import pytest

from accounts import services
from accounts.services.sessions import start_session
from social import services as social_services
from tests.accounts.gotrue import new_email
from tests.crash import never_half_done
from tests.people import PASSWORD

CALLER = {"ip": "127.0.0.1", "user_agent": "tests"}


@pytest.mark.parametrize("autoconfirm", [True, False])
def test_a_sign_up_is_whole_or_not_at_all(superuser, settings, autoconfirm):
    settings.MAILER_AUTOCONFIRM = autoconfirm
    email = new_email()
    never_half_done(superuser, lambda: services.sign_up(email, PASSWORD, {"handle": "nora"}, **CALLER))


def test_a_deletion_is_asked_whole_or_not_at_all(superuser, alice):
    never_half_done(superuser, lambda: services.ask_deletion(alice.viewer, password=PASSWORD))


def test_a_deletion_is_called_off_whole_or_not_at_all(superuser, alice):
    services.ask_deletion(alice.viewer, password=PASSWORD)
    never_half_done(superuser, lambda: start_session(alice.id, "password", **CALLER))


def test_a_handle_is_changed_whole_or_not_at_all(superuser, alice):
    never_half_done(superuser, lambda: services.change_handle(alice.viewer, "alice_of_the_sea"))


def test_going_public_is_whole_or_not_at_all(superuser, alice, bob):
    services.update_privacy(alice.viewer, {"is_private": True})
    social_services.follow_member(bob.viewer, alice.id)
    never_half_done(superuser, lambda: services.update_privacy(alice.viewer, {"is_private": False}))
