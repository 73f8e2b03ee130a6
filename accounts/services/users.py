"""Making an account and changing what proves who one is."""

from typing import NamedTuple

from django.conf import settings

from accounts import addresses, errors, mail_requests, metadata, one_time, passwords, selectors
from accounts.mail_requests import MailRequest
from accounts.refresh_tokens import Link
from accounts.services.codes import link_args, proof_rules
from accounts.services.factors import require_aal2
from accounts.services.mails import interval
from accounts.session import Session
from accounts.way import DEFAULT_WAY
from topin import sql


class SignedUp(NamedTuple):
    """A sign-up's outcome: a session, or the account (maybe made up) that waits for its confirmation."""

    session: Session | None
    user: dict | None


def sign_up(email, password, data, *, ip, user_agent, way=DEFAULT_WAY):
    """Makes an account with profile. `data`: what the client wants to keep; `handle` and
    `display_name` in it are used where they can be.

    Raises SignUpDisabled, ValidationFailed, WeakPassword, UserAlreadyExists, MailedJustNow, MailsUsedUp.
    """
    require_sign_up_enabled()
    passwords.require_strong(password)
    email = addresses.checked(email)
    metadata.refuse_huge(data)
    mail_requests.count(ip)
    link = Link.first() if settings.MAILER_AUTOCONFIRM else None
    asked = MailRequest("signup", email, way).as_data()
    # Hashed for known addresses too: time must not tell who exists.
    args = (email, passwords.hashed(password), data, link is not None, one_time.hash_address(email), interval(), asked)
    made = sql.do(sql.SYSTEM, "sign_up", *args, *(link_args(link) if link else (None, None)), ip, user_agent).loads()
    if made["outcome"] == "mailed_just_now":
        raise errors.MailedJustNow(made["seconds"])
    if made["outcome"] == "taken":
        raise errors.UserAlreadyExists()
    return SignedUp(Session.of(made["session"], link), None) if link else SignedUp(None, made["user"])


def require_sign_up_enabled():
    if settings.GOTRUE_DISABLE_SIGNUP:
        raise errors.SignUpDisabled()


def update_auth_user(viewer, *, data, password=None, email=None, nonce=None, way=DEFAULT_WAY):
    """Merges `data` into the viewer's metadata; a password ends their other sessions and voids all that
    is still out of mails; a new address waits for the mails that are sent about it. Returns the account.

    `nonce`: a code of `ask_reauthentication`, looked at where there is a password. Raises WeakPassword,
    ValidationFailed, SamePassword, WrongNonce, InsufficientAal, Unprocessable `email_exists`, MailedJustNow,
    MailsUsedUp.
    """
    present = ""
    if password is not None or email:
        require_aal2(viewer)
        present = selectors.get_auth_user(viewer.user_id).loads()["email"]
    change = _password_change(viewer, password, nonce, present)
    asking = _email_change(viewer, email and addresses.checked(email), present, way)
    # As the worker role, for only it may write hashes; the viewer and their session stay named.
    args = (data, *change, *asking, settings.GOTRUE_METADATA_BYTES)
    made = sql.do(viewer._replace(role=sql.SYSTEM.role), "update_auth_user", *args).loads()
    if made["outcome"] == "mailed_just_now":
        raise errors.MailedJustNow(made["seconds"])
    if made["outcome"] == "wrong_nonce":
        raise errors.WrongNonce()
    return made["user"]


def _password_change(viewer, password, nonce, address):
    """password_hash_in, nonce_hash_in, tries_in, max_age_in."""
    if password is None:
        return None, None, *proof_rules()
    passwords.require_strong(password)
    if passwords.matches(password, sql.ask(sql.SYSTEM, "get_password_hash", viewer.user_id)):
        raise errors.SamePassword()
    nonce_hash = one_time.hash_code(address, nonce.strip()) if nonce else None
    return passwords.hashed(password), nonce_hash, *proof_rules()


def _email_change(viewer, email, present, way):
    """new_email_in, address_hash_in, mail_interval_in, request_in."""
    if not email or email == present:
        return None, None, interval(), {}
    mail_requests.count(viewer.user_id)
    # An account without an address has no clock of its own by it; the new one's does as well.
    return (
        email,
        one_time.hash_address(present or email),
        interval(),
        MailRequest("email_change", present, way).as_data(),
    )


def ensure_administrator(email, password):
    """Makes the account with this address (a new or an old one) an administrator with this password.

    Raises ValidationFailed, WeakPassword.
    """
    passwords.require_strong(password)
    return sql.do(sql.SYSTEM, "ensure_administrator", addresses.checked(email), passwords.hashed(password))
