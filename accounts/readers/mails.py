"""Mails that tell a member what happened to their account."""

from datetime import datetime

from django.utils import translation

from accounts import devices
from accounts.unsubscribing import Unsubscribing
from topin import mail, sealed, sql
from topin.events import tells

SEALED_FOR = "email_changed"  # the addresses, which the event says to nobody else


@tells("new_device_seen")
def mail_new_sign_in(event):
    """Also when the session is over by now: whoever was in for a second was in."""
    found = _recipient(event, "new_sign_in")
    if found:
        with translation.override(mail.spoken(found["language"])):
            device = devices.label(event.data["user_agent"])
        at = datetime.fromisoformat(event.data["at"])
        headers = Unsubscribing(event.subject_id, "new_sign_in").headers
        _send("new_sign_in", found, {"device": device, "ip": event.data["ip"], "at": at}, event, headers)


@tells("password_changed")
def mail_new_password(event):
    found = _recipient(event)
    if found:
        _send("password_changed", found, {}, event)


@tells("factor_changed")
def mail_factor(event):
    found = _recipient(event)
    if found:
        _send("factor_changed", found, {"change": event.data.get("change")}, event)


@tells("email_changed")
def mail_new_address(event):
    """To the old address, whose owner is the one to be warned; to the new one when there was none."""
    found = _recipient(event)
    if found:
        addresses = sealed.unseal(SEALED_FOR, event.data["sealed"])
        to = addresses["old"] or found["email"]
        _send("email_changed", found | {"email": to}, addresses, event)


def _recipient(event, kind=None):
    """{email, name, language}, or None for those who are gone, or want no mails of this kind."""
    found = sql.ask(sql.SYSTEM, "get_mail_recipient", event.subject_id, kind)
    return found and found.loads()


def _send(template, recipient, context, event, headers=None):
    context, language = context | {"name": recipient["name"]}, recipient["language"]
    mail.send(template, recipient["email"], context, language=language, key=event.delivery_id, headers=headers)
