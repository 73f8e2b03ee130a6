"""The official clients against a server that lets new members in at once.

npm's `@supabase/auth-js` and `@supabase/supabase-js` run scripts; PyPI's `supabase_auth` is told step by
step, and reads answers more strictly than the others.
"""

import httpx
import pyotp
import pytest
from supabase_auth.errors import AuthApiError, AuthWeakPasswordError

from tests.conformance.conftest import PROVIDER, new_email, refused
from tests.conformance.mailbox import Mailbox
from tests.people import PASSWORD


@pytest.mark.parametrize("mount", ["/api/auth", "/api/auth/v1"])
def test_auth_js_lives_through_a_sign_in(tour, open_site, mount):
    tour("sign_in", open_site.url + mount)


def test_auth_js_lives_through_everything_a_member_does(tour, open_site):
    tour("member_tour", open_site.auth, open_site.mails, open_site.url, PROVIDER)


def test_supabase_js_needs_nothing_but_the_address(tour, open_site):
    tour("whole_client_tour", open_site.url)


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
