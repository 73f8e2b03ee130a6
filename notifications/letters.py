"""Notifications by mail: one for a group of like facts, and the digest of what was missed."""

import re
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from uuid import UUID

from django.conf import settings

from accounts.unsubscribing import DIGEST, Unsubscribing
from notifications import selectors, texts
from notifications.ports import accepted, failed, retry, stopped
from topin import mail, sql

NOTHING = "nothing to say any more"
ADDRESS = re.compile(r"\S+@\S+")
SUBJECT_LENGTH = 150  # characters; mail programs show half as many
#: 530, 535: the server wants us to sign in, or refuses how we did.
CREDENTIALS = (530, 534, 535, 538)
CLOSING = 421  # it is about to go away, whatever it was told


def send(order):
    """Mails one delivery (an order of `internal.delivery_order`) to its receiver. Returns an Outcome.

    The delivery's id is the mail's: a second try is the same mail.
    """
    to = order["to"]
    if not to["email"]:
        return failed("no address")
    template, context = _digest(order) if order["kind"] == DIGEST else _letter(order)
    if context is None:
        return failed(NOTHING)
    ending = Unsubscribing(UUID(order["user_id"]), order["kind"])
    context |= {"name": to["name"], "unsubscribe": ending.url}
    return _posted(template, to["email"], context, order, ending.headers)


# -- What it says ----------------------------------------------------------------------------------


def _letter(order):
    note = _message(order) if order["kind"] == "message" else order["notification"]
    if note is None:
        return "notification", None
    sentence = one_line(texts.text_of(note, order["language"]))
    said = {"sentence": sentence, "sentence_html": texts.html_of(note, order["language"]), "url": page_of(note)}
    return "notification", said | {"title": texts.shortened(sentence, SUBJECT_LENGTH)}


def _message(order):
    """That somebody wrote, as a notification. Mails lie about unsealed: none has a word of the message in it."""
    conversation = order["group_key"].partition(":")[2]
    receiver = sql.Viewer.user(UUID(order["user_id"]))
    notice = selectors.get_message_notice(receiver, UUID(conversation))
    if notice is None:
        return None
    told = {"fact": "message", "variant": None, "circle": None, "language": order["language"]}
    return {"actors": [notice["sender"]], "actors_count": 1, "told": told, "url": f"/messages/{conversation}"}


def _digest(order):
    found = selectors.get_digest(UUID(order["id"]), settings.DIGEST_ITEMS)
    if not found["items"]:
        return "digest", None
    items = [
        {
            "sentence": one_line(texts.text_of(note, order["language"])),
            "sentence_html": texts.html_of(note, order["language"]),
            "url": page_of(note),
        }
        for note in found["items"]
    ]
    return "digest", {"items": items, "count": found["count"], "more": found["count"] - len(items)}


def page_of(note):
    return f"{settings.SITE_URL}{note['url']}"


def one_line(text):
    """Names are members' own: whatever they hold, a subject stays one line."""
    return " ".join(text.split())


# -- How it goes out -------------------------------------------------------------------------------


def _posted(template, to, context, order, headers):
    """What the mail server made of it. Who is refused for good is not tried again; what may pass is."""
    try:
        mail.post(template, to, context, language=order["language"], key=order["id"], headers=headers)
    except mail.Undeliverable as error:
        return failed(said(error.code, error.text))
    except (mail.Refused, UnicodeError):
        return failed("no address")
    except SMTPAuthenticationError as error:
        return _not_let_in(error.smtp_code, error.smtp_error)
    except SMTPSenderRefused as error:
        return _not_let_in(error.smtp_code, error.smtp_error)
    except SMTPRecipientsRefused as error:
        [(code, text)] = error.recipients.values()
        return retry(said(code, text), channel=code == CLOSING)
    except SMTPDataError as error:
        return retry(said(error.smtp_code, error.smtp_error), channel=error.smtp_code == CLOSING)
    except (SMTPException, OSError) as error:  # no server, or one that does not speak on
        return retry(type(error).__name__, channel=True)
    return accepted("taken")


def _not_let_in(code, text):
    """It concerns all mails, not this one."""
    return stopped(said(code, text)) if code in CREDENTIALS else retry(said(code, text), channel=True)


def said(code, text):
    """An answer of the mail server for operators, without the addresses that it names."""
    text = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {ADDRESS.sub('…', one_line(text))}"[:200]
