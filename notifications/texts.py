"""What notifications say, in the language of whoever is told."""

import re
import unicodedata
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext

from messaging import selectors as messages
from messaging.sealing import KeyUnavailable
from notifications import selectors
from notifications.ports import Push
from notifications.sentences import sentence_of
from topin import errors, sql
from topin.mail import spoken
from topin.text import GRAPHEME

SITE = "TOPiN"
#: What rings at once also where a device saves power: somebody waits, or the account is in danger.
URGENT = ("message", "mention", "reply", "new_sign_in", "moderation_action", "withdrawal_update")
ISOLATE, END = "\u2068", "\u2069"
NAMED = re.compile(f"{ISOLATE}(.*?){END}", re.DOTALL)  # a name as `set_apart` marks it
#: Marks that turn the direction of what follows them; in a name they would turn the sentence around it.
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
PIECE_BYTES = 1_000  # of a push's title or body, so that all of it stays below the 4 kB of every provider


# -- In the list -----------------------------------------------------------------------------------


def page_said(page, asked=""):
    """A page of notifications as clients get it."""
    return page | {"items": [said(item, asked) for item in page["items"]]}


def said(notification, asked=""):
    """One notification as clients get it: with `text` in the place of the facts that it is made of.

    `asked`: the language of the request, for those who chose none.
    """
    text = text_of(notification, notification["told"]["language"] or asked)
    return {name: value for name, value in notification.items() if name != "told"} | {"text": text}


def text_of(notification, language, named=None):
    """The sentence of a notification as SQL makes it (`internal.notification_json`, with `told`).

    `named`: how a name stands in it; by default set apart where it runs in the other direction than the sentence.
    """
    told = notification["told"]
    with translation.override(spoken(language)):
        named = named or isolated
        words = {
            "people": _people(notification, named),
            "count": max(1, notification["actors_count"]),
            "circle": named(told["circle"] or gettext("a circle")),
        }
        return sentence_of(told["fact"], told["variant"]) % words


def html_of(notification, language):
    """The same sentence as HTML: names in bold type, and set apart from the direction of the words around them."""
    parts = NAMED.split(text_of(notification, language, named=set_apart))
    parts[1::2] = [format_html("<strong><bdi>{}</bdi></strong>", name) for name in parts[1::2]]
    return format_html_join("", "{}", ((part,) for part in parts))


def isolated(name):
    """A name as part of a sentence of the language that is spoken now."""
    runs_left = any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in name)
    return set_apart(name) if runs_left or translation.get_language_bidi() else name.translate(TURNS)


def set_apart(name):
    """A name between marks that keep its direction from the words around it."""
    return f"{ISOLATE}{name.translate(TURNS)}{END}"


def _people(notification, named):
    """`Ada`, or `Ada and 11 others`: the newest, and how many there are besides."""
    actors, others = notification["actors"], notification["actors_count"] - 1
    if not actors:
        return gettext("Somebody")
    name = named(actors[0]["display_name"])
    if others < 1:
        return name
    both = ngettext("%(name)s and %(others)d other", "%(name)s and %(others)d others", others)
    return both % {"name": name, "others": others}


# -- At devices ------------------------------------------------------------------------------------


def push_of(order):
    """The Push of an order (`internal.delivery_order`), or None when there is nothing to say any more."""
    with translation.override(spoken(order["language"])):
        words = _message_words(order) if order["kind"] == "message" else _words(order)
    if words is None:
        return None
    title, body, url, subject = words
    return Push(
        id=UUID(order["id"]),
        kind=order["kind"],
        title=shortened(title, settings.PUSH_LENGTH),
        body=shortened(body, settings.PUSH_LENGTH),
        url=url,
        subject=subject,
        group_key=order["group_key"],
        unread=order["unread"],
        expires_at=datetime.fromisoformat(order["expires_at"]),
        urgent=order["kind"] in URGENT,
    )


def _words(order):
    notification = order["notification"]
    if notification is None:
        return None
    return SITE, text_of(notification, order["language"]), notification["url"], notification["subject"]


def _message_words(order):
    """Who wrote, and what, as the receiver may read it now. No text is opened for those who want no previews."""
    receiver = sql.Viewer.user(UUID(order["user_id"]))
    conversation = order["group_key"].partition(":")[2]
    notice = selectors.get_message_notice(receiver, UUID(conversation))
    if notice is None:
        return None
    body = _how_many(notice["count"])
    if order["previews"]:
        text = _preview(receiver, notice["message_id"])
        body = text if text and notice["count"] == 1 else "\n".join(filter(None, [body, text]))
    subject = {"type": "message", "id": notice["message_id"]}
    return notice["sender"]["display_name"].translate(TURNS), body, f"/messages/{conversation}", subject


def _how_many(count):
    if count <= 1:
        return gettext("New message")
    return ngettext("%(n)d new message", "%(n)d new messages", count) % {"n": count}


def _preview(receiver, message_id):
    """The text of a message on one line, or what it holds; "" where it cannot be read any more, or not now."""
    try:
        message = messages.get_message(receiver, UUID(message_id))
    except (KeyUnavailable, errors.NotFound):
        return ""
    if message["deleted"]:
        return ""
    return " ".join((message["text"] or "").split()) or _media_words(message["media"])


def _media_words(media):
    kinds, n = {medium["kind"] for medium in media}, len(media)
    if kinds == {"image"}:
        return ngettext("%(n)d photo", "%(n)d photos", n) % {"n": n} if n > 1 else gettext("Photo")
    if n == 1:
        return gettext("Sound") if kinds == {"audio"} else gettext("Video")
    return ngettext("%(n)d attachment", "%(n)d attachments", n) % {"n": n} if n else ""


def shortened(text, longest):
    """At most so many characters as people see them, and so many bytes as have room in a push."""
    taken, size = [], 0
    for letter in GRAPHEME.findall(text):
        size += len(letter.encode())
        if len(taken) == longest or size > PIECE_BYTES:
            return "".join(taken[:-1]).rstrip() + "…"
        taken.append(letter)
    return text
