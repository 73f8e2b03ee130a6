"""Making an account and changing what proves who one is."""

import re
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from accounts import errors, passwords, selectors
from accounts.services.sessions import EMAIL_LENGTH, start_session
from accounts.session import Session
from topin import sql

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
EMAIL = re.compile(rf"[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*\Z")  # HTML's own rule


class SignedUp(NamedTuple):
    """A sign-up's outcome: a session, or the account (maybe made up) that waits for its confirmation."""

    session: Session | None
    user: sql.Json | None


def sign_up(email, password, data, *, ip, user_agent):
    """Makes an account with profile. `data`: what the client wants to keep; `handle` and
    `display_name` in it are used where they can be.

    Raises SignUpDisabled, ValidationFailed, WeakPassword, UserAlreadyExists, MailedJustNow.
    """
    require_sign_up_enabled()
    passwords.require_strong(password)
    email = _checked_email(email)
    autoconfirm = settings.MAILER_AUTOCONFIRM
    # Hashed for known addresses too: time must not tell who exists.
    args = (email, passwords.hashed(password), data, autoconfirm, timedelta(seconds=settings.GOTRUE_MAIL_INTERVAL))
    made = sql.do(sql.SYSTEM, "sign_up", *args).loads()
    if made["outcome"] == "mailed_just_now":
        raise errors.MailedJustNow(made["seconds"])
    if made["outcome"] == "taken":
        if autoconfirm:
            raise errors.UserAlreadyExists()
        return SignedUp(None, selectors.get_made_up_user(email, data))
    if autoconfirm:
        return SignedUp(start_session(UUID(made["user_id"]), "password", ip=ip, user_agent=user_agent), None)
    return SignedUp(None, selectors.get_auth_user(UUID(made["user_id"])))


def require_sign_up_enabled():
    if settings.GOTRUE_DISABLE_SIGNUP:
        raise errors.SignUpDisabled()


def _checked_email(text):
    email = text.lower()
    if len(email) > EMAIL_LENGTH:
        raise errors.ValidationFailed("An email address is too long")
    if not EMAIL.match(email):
        raise errors.ValidationFailed("Unable to validate email address: invalid format")
    return email


def update_auth_user(viewer, *, data, password=None):
    """Merges `data` into the viewer's metadata; a password ends their other sessions. The account.

    Raises WeakPassword, ValidationFailed, SamePassword.
    """
    password_hash = None
    if password is not None:
        passwords.require_strong(password)
        if passwords.matches(password, sql.ask(sql.SYSTEM, "get_password_hash", viewer.user_id)):
            raise errors.SamePassword()
        password_hash = passwords.hashed(password)
    # As the worker role, for only it may write hashes; the viewer and their session stay named.
    return sql.do(viewer._replace(role=sql.SYSTEM.role), "update_auth_user", data, password_hash)


def ensure_administrator(email, password):
    """Makes the account with this address (a new or an old one) an administrator with this password.

    Raises ValidationFailed, WeakPassword.
    """
    passwords.require_strong(password)
    return sql.do(sql.SYSTEM, "ensure_administrator", _checked_email(email), passwords.hashed(password))
