"""What people wrote, with the addresses, tags and mentions in it to follow."""

import regex
from django.urls import reverse
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import mark_safe

from posts.tags import fold_tag

#: Addresses are passed over whole: what looks like a tag or a name inside them is neither.
FOUND = regex.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\p{L}\p{M}\p{N}_&/#＃])[#＃](?P<tag>[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)"
    r"|(?<![\p{L}\p{M}\p{N}_&/@＠.])[@＠](?P<handle>[A-Za-z0-9_]+)",
    regex.IGNORECASE,
)


def linked(text, tags=(), handles=()):
    """Safe HTML. Only what the server knows as a tag or a mention of this text leads somewhere."""
    pieces, end = [], 0
    for match in FOUND.finditer(text):
        target = _target(match, tags, handles)
        if target:
            pieces += [_plain(text[end : match.start()]), _link(target, match.group())]
            end = match.end()
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, _plain(text[end:])]))


def _target(match, tags, handles):
    tag, handle = match["tag"], match["handle"]
    if tag and fold_tag(tag) in tags:
        return reverse("tag", args=[fold_tag(tag)])
    if handle and handle.lower() in handles:
        return reverse("profile", args=[handle.lower()])
    return None


def _link(target, words):
    return format_html('<a href="{}"><bdi>{}</bdi></a>', target, words)


def _plain(text):
    html = urlize(text, nofollow=True, autoescape=True)
    # urlize escaped the text, quotes too: what is replaced here is its own markup only.
    return mark_safe(html.replace('rel="nofollow"', 'rel="nofollow ugc noopener" target="_blank"'))  # noqa: S308
