"""What templates of private talk ask for: what a message is in a few words, and how long messages stay."""

from datetime import UTC, datetime, timedelta

import regex
from django import template
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from web.forms.messages import EXPIRIES
from web.templatetags.pages import ago, moment

register = template.Library()
#: Up to three emoji alone, which are shown large.
BIG = regex.compile(r"(?:(?=\p{Extended_Pictographic}|\p{Regional_Indicator})\X\s*){1,3}")


@register.simple_tag
def last_words(talk):
    """The last message of a conversation on one line."""
    message = talk["last_message"]
    return gettext("No messages") if message is None else words_of(message)


@register.simple_tag
def words_of(message):
    """A message on one line."""
    if message["deleted"]:
        return gettext("Message deleted")
    return message["text"] or media_words(message["media"])


def media_words(media):
    """`Photo`, `3 photos`, `Video`, `Sound`, or how many pieces there are of several kinds."""
    kinds = {medium["kind"] for medium in media}
    n = len(media)
    if kinds == {"image"}:
        return ngettext("Photo", "%(n)d photos", n) % {"n": n}
    if n == 1:
        return gettext("Sound") if kinds == {"audio"} else gettext("Video")
    return ngettext("%(n)d attachment", "%(n)d attachments", n) % {"n": n}


@register.simple_tag
def last_seen(text):
    """When somebody was here last, in words that go on counting (ui.js)."""
    when = moment(text)
    is_long_ago = datetime.now(UTC) - when > timedelta(days=7)
    words = gettext("Last seen {}") if is_long_ago else gettext("Last seen {} ago")
    return format_html(words, ago(text))


@register.filter
def list_of(talk):
    """The list that a conversation is in."""
    return talk["state"] if talk["state"] in ("request", "archived") else "active"


@register.filter
def is_big(message):
    """Whether a message is nothing but a few emoji."""
    return bool(message["text"] and not message["media"] and BIG.fullmatch(message["text"].strip()))


@register.simple_tag
def expiry_word(expiry):
    return next(word for value, word, _sentence in EXPIRIES if value == expiry)


@register.simple_tag
def expiry_sentence(expiry):
    return next(sentence for value, _word, sentence in EXPIRIES if value == expiry)
