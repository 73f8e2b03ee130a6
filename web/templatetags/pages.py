"""What templates of pages ask for: icons, faces, times, and text as people wrote it."""

from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit
from uuid import UUID

import regex
from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext

from notifications import texts
from notifications.providers import webpush
from web.forms.base import words_of
from web.links import linked

register = template.Library()
HUES = 12  # classes .hue-0 … .hue-11 in avatars.css
GRAPHEME = regex.compile(r"\X")


@register.simple_tag
def icon(name, classes=""):
    """A line icon of icons.svg; it says nothing to screen readers, the words beside it do."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        _sprite(),
        name,
    )


@cache
def _sprite():
    return static("web/icons.svg")


@register.inclusion_tag("web/parts/avatar.html")
def avatar(member, size="m"):
    """A member's picture, or their initials on a colour that is always the same for them."""
    return {"member": member, "size": size, "hue": hue(member), "initials": initials(member)}


@register.filter
def hue(member):
    return UUID(str(member["id"])).int % HUES


def initials(member):
    words = (member["display_name"] or member["handle"]).split()
    picked = words[:1] + words[1:][-1:]
    return "".join(GRAPHEME.search(word).group() for word in picked).upper()


@register.filter
def in_words(refusal):
    """What people read for a refusal that no form shows: how long to wait, where that is all."""
    return words_of(refusal) if "Retry-After" in refusal.headers else refusal.detail


@register.filter
def rich_text(text, found=None):
    """Plain text with its links clickable, everything else escaped; tags and mentions too, of the post or
    comment (`found`) that it is the text of."""
    found = found or {}
    return linked(text, found.get("tags", ()), {mention["handle"] for mention in found.get("mentions", ())})


@register.filter
def host(url):
    """A web address as people say it."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


@register.filter
def host_only(url):
    """The site of a web address."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.filter
def moment(text):
    """An RFC 3339 time as datetime."""
    return datetime.fromisoformat(text) if text else None


@register.simple_tag
def ago(text, now=None):
    """How long ago, briefly (ui.js goes on counting); the whole time in its title and for machines."""
    when = moment(text)
    whole = gettext("%(date)s at %(time)s UTC") % {
        "date": date_format(when, "DATE_FORMAT"),
        "time": date_format(when, "TIME_FORMAT"),
    }
    words = brief(when, now or datetime.now(UTC))
    return format_html('<time datetime="{}" data-ago title="{}">{}</time>', text, whole, words)


def brief(when, now):
    """`now`, `5 min`, `3 h`, `2 d`, then the date."""
    seconds = (now - when).total_seconds()
    if seconds < 60:
        return gettext("now")
    if seconds < 3600:
        return gettext("%d min") % (seconds // 60)
    if seconds < 86400:
        return gettext("%d h") % (seconds // 3600)
    if seconds < 7 * 86400:
        return gettext("%d d") % (seconds // 86400)
    return date_format(when, "MONTH_DAY_FORMAT" if when.year == now.year else "DATE_FORMAT")


@register.filter
def compact(count):
    """1234 as 1.2K: counts take the room of four letters."""
    for size, unit in ((1_000_000, gettext("M")), (1_000, gettext("K"))):
        if count >= size:
            tenths = count * 10 // size
            return f"{tenths // 10}{unit}" if tenths >= 100 or tenths % 10 == 0 else f"{tenths / 10:.1f}{unit}"
    return str(count)


@register.filter
def percent_of(part, whole):
    """A share in whole per cent; of nothing it is none."""
    return round(100 * part / whole) if whole else 0


@register.simple_tag
def note_said(note):
    """The sentence of a notification in the page's language, with names set apart."""
    return texts.html_of(note, get_language())


@register.simple_tag
def push_key():
    """What browsers subscribe to pushes with; empty where none are sent."""
    return webpush.vapid_public_key()
