"""The official clients against a server that wants addresses confirmed."""

from tests.conformance.conftest import new_email, refused
from tests.conformance.mailbox import Mailbox
from tests.people import PASSWORD


def test_auth_js_confirms_addresses(tour, confirming_site):
    tour("confirmed_tour", confirming_site.auth, confirming_site.mails, confirming_site.url)


def test_an_address_is_confirmed_and_changed(confirming_site, new_client):
    email, moved, mailbox = new_email(), new_email(), Mailbox(confirming_site.mails)
    client = new_client(confirming_site)
    assert client.sign_up({"email": email, "password": PASSWORD}).session is None
    mailbox.next(email)
    client.resend({"type": "signup", "email": email})
    assert client.verify_otp({"email": email, "token": mailbox.next(email).code, "type": "signup"}).session
    assert client.update_user({"email": moved}).user.new_email == moved
    half = client.verify_otp({"email": email, "token": mailbox.next(email).code, "type": "email_change"})
    assert half.session is None
    client.verify_otp({"email": moved, "token": mailbox.next(moved).code, "type": "email_change"})
    assert client.get_user().user.email == moved


def test_a_code_is_enough_to_come_in(confirming_site, new_client):
    email, mailbox = new_email(), Mailbox(confirming_site.mails)
    client = new_client(confirming_site)
    client.sign_in_with_otp({"email": email})
    assert client.verify_otp({"email": email, "token": mailbox.next(email).code, "type": "email"}).user.email == email
    with refused("otp_disabled"):
        client.sign_in_with_otp({"email": new_email(), "options": {"should_create_user": False}})
