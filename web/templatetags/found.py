"""What templates of search and of the for-you feed ask for: marks in what was found, and reasons in words."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_noop

register = template.Library()
#: The reasons of the for-you feed (`internal.whys_of`): here translators find them. {} is whom or what they name.
WHYS = (
    gettext_noop("{}, whom you follow, reposted this"),
    gettext_noop("You follow {}"),
    gettext_noop("Liked by {}, whom you follow"),
    gettext_noop("From your circle {}"),
    gettext_noop("About {}, which you follow"),
    gettext_noop("About {}, which you like to read about"),
    gettext_noop("About {}, which is trending"),
    gettext_noop("Similar to what you liked lately"),
    gettext_noop("Many people react to this now"),
    gettext_noop("You may have seen this before"),
    gettext_noop("Something new to discover"),
)


@register.filter
def marked(match):
    """The part of a text around what was found, escaped, with a mark around each place."""
    text, pieces, end = match["text"], [], 0
    for start, stop in match["ranges"]:
        pieces += [text[end:start], format_html("<mark>{}</mark>", text[start:stop])]
        end = stop
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[end:]]))


@register.filter
def why_in_words(why):
    """A reason in the reader's language, with the name in it set apart."""
    text = why["text"]
    for pattern in WHYS:
        head, name, tail = pattern.partition("{}")
        if text == pattern:
            return gettext(pattern)
        if name and len(text) > len(head) + len(tail) and text.startswith(head) and text.endswith(tail):
            named = format_html("<bdi>{}</bdi>", text[len(head) : len(text) - len(tail)])
            return format_html(gettext(pattern), named)
    return text


@register.filter
def why_icon(why):
    """The sign that stands before a reason."""
    return _SIGNS.get(why["code"], "compass")


_SIGNS = {
    "followed": "people",
    "liked_by_followed": "heart",
    "circle": "circles",
    "similar": "star",
    "topic": "list",
    "trending": "chart",
    "seen_before": "clock",
}
