"""Asking for mails. Every one of these is the same work whether or not somebody has the address.

What then happens, `accounts/readers/codes.py` does: by the time it is found out, the answer is given.
"""

from datetime import timedelta

from django.conf import settings

from accounts import addresses, errors, mail_requests, metadata, one_time, selectors
from accounts.mail_requests import MailRequest
from topin import sql


def ask_recovery(email, way):
    """A code for whoever forgot the password. Raises ValidationFailed, MailedJustNow."""
    _ask(sql.SYSTEM, MailRequest("recovery", addresses.checked(email), way))


def ask_otp(email, way, *, create_user=True, data=None):
    """A code to come in with. For an unknown address it makes an account, which keeps `data`.

    Raises ValidationFailed, MailedJustNow, and OtpDisabled for an unknown address that is to stay so:
    the one answer that tells, as apps offer their own sign-up then.
    """
    email = addresses.checked(email)
    metadata.refuse_huge(data)
    if not create_user and selectors.find_sign_in(email) is None:
        raise errors.OtpDisabled()
    makes_account = create_user and not settings.GOTRUE_DISABLE_SIGNUP
    _ask(sql.SYSTEM, MailRequest("otp", email, way, (data or {}) if makes_account else None))


def ask_sign_in_code(email, way):
    """A code for whoever has an account; who has none gets the same answer. Raises ValidationFailed, MailedJustNow."""
    _ask(sql.SYSTEM, MailRequest("otp", addresses.checked(email), way))


def ask_again(kind, email, way):
    """The mail of a sign-up (`signup`) or of an address change (`email_change`) once more.

    Nothing comes of it where none is pending. Raises ValidationFailed, MailedJustNow.
    """
    if kind not in ("signup", "email_change"):
        raise errors.ValidationFailed("Missing one of these types: signup, email_change, sms, phone_change")
    _ask(sql.SYSTEM, MailRequest(kind, addresses.checked(email), way))


def ask_reauthentication(viewer, way):
    """A code to the viewer's own address, for deeds that want one.

    Raises ValidationFailed, MailedJustNow, MailsUsedUp.
    """
    email = selectors.get_auth_user(viewer.user_id).loads()["email"]
    if not email:
        raise errors.ValidationFailed("Reauthentication requires the user to have an email or a phone number")
    mail_requests.count(viewer.user_id)
    _ask(viewer._replace(role=sql.SYSTEM.role), MailRequest("reauthentication", email, way))


def interval():
    """Between two mails of a kind to one address."""
    return timedelta(seconds=settings.GOTRUE_MAIL_INTERVAL)


def _ask(viewer, request):
    address = one_time.hash_address(request.email)
    seconds = sql.do(viewer, "ask_for_mail", request.clock, address, interval(), request.as_data())
    if seconds is not None:
        raise errors.MailedJustNow(seconds)
