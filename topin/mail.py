"""Mails: rendered in the reader's language, as text and HTML, and sent by whatever EMAIL_URL names.

Sent by readers that `tells` (`topin/events.py`), never by a door: a mail server may be slow or away.
"""

import logging
import re
from email.utils import formatdate, parseaddr
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

log = logging.getLogger(__name__)
#: One address, without the marks that would make it two, or something else. Who has it is proved by mail.
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+@[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+\Z")
KEY = re.compile(r"[A-Za-z0-9._-]{1,100}\Z")


class Refused(ValueError):
    """This is no address, no key, or a text that would end a header: such a mail is never sent."""


def send(template, to, context, *, language="en", key):
    """Sends `mail/<template>` to one address. `context`: what its three files name; `site_url` is added.

    `language` is what the reader asked for ("de", "de-AT"); English where we do not speak it. `key` (an
    event's delivery_id) becomes the Message-ID, so that a second try is seen to be the same mail.

    Says whether it was taken: False when the address is refused for good, so that nobody tries again.
    Raises Refused, and OSError (all of smtplib's too) for what may pass.
    """
    message = _message(template, to, context, language, str(key))
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        if not all(500 <= code < 600 for code, _ in error.recipients.values()):
            raise
        log.warning("The mail %s was refused for good: %s", key, list(error.recipients.values()))
        return False
    return True


def spoken(language):
    """The language of LANGUAGES that is nearest to a tag, English for all others."""
    try:
        return translation.get_supported_language_variant(language or "en")
    except (LookupError, ValueError):
        return "en"


def _message(template, to, context, language, key):
    if not ADDRESS.match(to) or not KEY.match(key):
        raise Refused("A mail needs one address, and a key of letters and digits")
    with translation.override(spoken(language)):
        context = {"name": "", **context, "site_url": settings.SITE_URL, **_direction()}
        context["subject"] = subject = _text(f"mail/{template}.subject.txt", context)
        text = _text(f"mail/{template}.txt", context) + "\n"
        html = get_template(f"mail/{template}.html").render(context)
    if "\n" in subject or "\r" in subject:
        raise Refused("A subject is one line")
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=_headers(key))
    message.attach_alternative(html, "text/html")
    return message


def _headers(key):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return {
        "Message-ID": f"<{key}@{domain}>",
        "Date": formatdate(),
        "Auto-Submitted": "auto-generated",  # no vacation notices back
        "X-Auto-Response-Suppress": "All",
    }


def _direction():
    if translation.get_language_bidi():
        return {"direction": "rtl", "start": "right", "end": "left"}
    return {"direction": "ltr", "start": "left", "end": "right"}


def _text(name, context):
    """Text is not HTML: nothing in it is escaped."""
    text = get_template(name).template.render(Context(context, autoescape=False))
    return re.sub(r"\n{3,}", "\n\n", text.strip())
