"""Mails: rendered in the reader's language, as text and HTML, and sent by whatever EMAIL_URL names.

Sent by readers that `tells` (`topin/events.py`), never by a door: a mail server may be slow or away.
"""

import logging
import re
from email.utils import formatdate, parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

log = logging.getLogger(__name__)
#: One address, without the marks that would make it two, or something else. Who has it is proved by mail.
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+@[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+\Z")
KEY = re.compile(r"[A-Za-z0-9._-]{1,100}\Z")
#: Headers that a mail may have besides its own: how its reader gets rid of the like.
MORE_HEADERS = re.compile(r"List-[A-Za-z-]{1,50}\Z")
HEADER_TEXT = re.compile(r"[\x20-\x7e]{1,900}\Z")  # of a line that no server cuts


class Refused(ValueError):
    """This is no address, no key, or a text that would end a header: such a mail is never sent."""


class Undeliverable(Exception):
    """The mail server refuses the address or the mail for good. `code` and `text` are its answer."""

    def __init__(self, code, text):
        super().__init__(code, text)
        self.code, self.text = code, text


def send(template, to, context, *, language="en", key, headers=None):
    """Sends `mail/<template>` to one address. `context`: what its three files name; `site_url` is added.

    `language` is what the reader asked for ("de", "de-AT"); English where we do not speak it. `key` (an
    event's delivery_id) becomes the Message-ID, so that a second try is seen to be the same mail.

    Says whether it was taken: False when the address is refused for good, so that nobody tries again.
    `headers`: of the family List-. Raises Refused, and OSError (all of smtplib's too) for what may pass.
    """
    try:
        post(template, to, context, language=language, key=key, headers=headers)
    except Undeliverable as error:
        log.warning("The mail %s was refused for good: %s", key, error.args)
        return False
    return True


def post(template, to, context, *, language="en", key, headers=None):
    """As `send`, for those who want to know more: raises Undeliverable besides."""
    message = _message(template, to, context, language, str(key))
    message.extra_headers.update(_checked(headers or {}))
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        [(code, text)] = error.recipients.values()
        _give_up_on(code, text)
        raise
    except SMTPDataError as error:
        _give_up_on(error.smtp_code, error.smtp_error)
        raise


def _give_up_on(code, text):
    if 500 <= code < 600:
        raise Undeliverable(code, text.decode(errors="replace") if isinstance(text, bytes) else str(text))


def _checked(headers):
    for name, text in headers.items():
        if not MORE_HEADERS.match(name) or not HEADER_TEXT.match(text):
            raise Refused("This is no header that a mail may have besides its own")
    return headers


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
    message = _Mail(subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=_headers(key))
    message.attach_alternative(html, "text/html")
    return message


class _Mail(EmailMultiAlternatives):
    """One whose headers are folded only where a server would cut them: an address of List- on a line of its own, as
    a fold leaves it, is no address to every mail program."""

    def message(self):
        made = super().message()
        made.policy = made.policy.clone(max_line_length=998)
        return made


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
