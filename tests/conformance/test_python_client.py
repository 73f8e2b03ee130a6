"""PyPI's `supabase_auth` against the running product: it reads answers more strictly than the others."""

from uuid import uuid4

import httpx
import pyotp
import pytest
from supabase_auth import SyncGoTrueClient
from supabase_auth.errors import AuthApiError, AuthWeakPasswordError

from tests.conformance.conftest import PROVIDER
from tests.conformance.mailbox import Mailbox
from tests.people import PASSWORD


@pytest.fixture
def new_client():
    """`new_client(site)` → a client that nobody signed in yet."""

    def new(site, **options):
        headers = {"apikey": "sb_publishable_any", "Authorization": "Bearer sb_publishable_any"}
        return SyncGoTrueClient(url=site.auth, headers=headers, auto_refresh_token=False, **options)

    return new


def new_email():
    return f"{uuid4().hex}@topin.test"


def refused(code):
    return pytest.raises(AuthApiError, check=lambda error: error.code == code)


def test_a_member_signs_up_stays_and_leaves(open_site, new_client):
    email, client = new_email(), new_client(open_site)
    made = client.sign_up({"email": email, "password": PASSWORD, "options": {"data": {"display_name": "Nora"}}})
    assert made.session
    assert made.user.user_metadata["display_name"] == "Nora"
    with refused("invalid_credentials"):
        new_client(open_site).sign_in_with_password({"email": email, "password": "not the password"})
    with pytest.raises(AuthWeakPasswordError):
        new_client(open_site).sign_up({"email": new_email(), "password": "iloveyou"})
    entered = client.sign_in_with_password({"email": email, "password": PASSWORD})
    renewed = client.refresh_session()
    assert renewed.session.refresh_token != entered.session.refresh_token
    assert client.get_claims()["claims"]["sub"] == made.user.id
    client.sign_out()
    with pytest.raises(AuthApiError):
        new_client(open_site).get_user(renewed.session.access_token)


def test_a_forgotten_password_is_made_anew(open_site, new_client):
    email, mailbox = new_email(), Mailbox(open_site.mails)
    new_client(open_site).sign_up({"email": email, "password": PASSWORD})
    client = new_client(open_site)
    client.reset_password_for_email(email)
    back = client.verify_otp({"email": email, "token": mailbox.next(email).code, "type": "recovery"})
    assert back.user.email == email
    client.update_user({"password": "a much better password"})
    with refused("invalid_credentials"):
        new_client(open_site).sign_in_with_password({"email": email, "password": PASSWORD})
    assert new_client(open_site).sign_in_with_password({"email": email, "password": "a much better password"}).session


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


def test_a_link_with_pkce_comes_back_with_a_code(open_site, new_client):
    email, mailbox = new_email(), Mailbox(open_site.mails)
    client = new_client(open_site, flow_type="pkce")
    client.sign_in_with_otp({"email": email})
    answer = httpx.get(mailbox.next(email).link)
    code = answer.next_request.url.params["code"]
    exchanged = client.exchange_code_for_session({"auth_code": code})
    assert (answer.status_code, exchanged.user.email) == (303, email)


def test_a_second_factor_is_enrolled_and_asked_for(open_site, new_client):
    email, client = new_email(), new_client(open_site)
    client.sign_up({"email": email, "password": PASSWORD})
    factor = client.mfa.enroll({"factor_type": "totp", "friendly_name": "Phone"})
    code = pyotp.TOTP(factor.totp.secret).now()
    client.mfa.challenge_and_verify({"factor_id": factor.id, "code": code})
    assert client.mfa.get_authenticator_assurance_level().current_level == "aal2"
    assert [one.id for one in client.mfa.list_factors().totp] == [factor.id]
    client.mfa.unenroll({"factor_id": factor.id})
    assert client.mfa.list_factors().totp == []


def test_a_provider_lets_somebody_in(open_site, new_client):
    client = new_client(open_site, flow_type="pkce")
    begun = client.sign_in_with_oauth({"provider": PROVIDER, "options": {"redirect_to": f"{open_site.url}/welcome"}})
    page = httpx.get(begun.url).next_request.url
    said = httpx.post(page, data={"sub": "nora"})
    back = httpx.get(said.next_request.url)
    code = back.next_request.url.params["code"]
    exchanged = client.exchange_code_for_session({"auth_code": code})
    assert exchanged.user.email == "nora@provider.test"
    identities = client.get_user_identities().identities
    assert [one.provider for one in identities] == [PROVIDER]
    with refused("single_identity_not_deletable"):
        client.unlink_identity(identities[0])
