"""What every provider carries to a device, and what they have in common otherwise."""

import json
from bisect import bisect_left
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import ceil
from pathlib import Path

import regex
from django.conf import settings

from notifications.ports import accepted, stopped
from topin.text import GRAPHEME

LONGEST_WAIT = 86_400.0  # seconds; nobody waits for a push any longer
LONG_WORD = regex.compile(r"\S{25,}")


def payload_of(push):
    """What an app or a service worker shows, and what it needs to open the page and to replace an older one."""
    return {
        "id": str(push.id),
        "kind": push.kind,
        "title": push.title,
        "body": push.body,
        "url": push.url,
        "subject": push.subject,
        "group_key": push.group_key,
        "unread": push.unread,
    }


def fitted(push, encode, most):
    """`encode(push)` in at most `most` bytes: of a text that is too long the end is left out, at a character's edge.

    First the body gives way, then the title. Raises ValueError when it is not for them that it is too long.
    """
    for name in ("body", "title"):
        encoded = encode(push)
        if len(encoded) <= most:
            return encoded
        characters = GRAPHEME.findall(getattr(push, name))

        def cut(kept, push=push, name=name, characters=characters):
            return push._replace(**{name: "".join(characters[:kept]).rstrip() + "…"})

        # The first length that is too long, of 0 to all but the last.
        too_long = bisect_left(range(len(characters)), True, key=lambda kept: len(encode(cut(kept))) > most)
        push = cut(max(0, too_long - 1))
    encoded = encode(push)
    if len(encoded) > most:
        raise ValueError(f"A push of kind {push.kind} is too long even without its texts")
    return encoded


def as_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def seconds_left(push):
    """Whole seconds until nobody wants it any more; never below zero."""
    return max(0, int((push.expires_at - datetime.now(UTC)).total_seconds()))


def retry_after(response):
    """Seconds that an answer asks us to wait (RFC 9110, 10.2.3: a number or a date), or None."""
    asked = response.headers.get("retry-after", "").strip()
    if asked.isascii() and asked.isdigit():
        return min(float(asked[:10]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(asked)
    except (ValueError, OverflowError):
        return None
    left = (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return float(min(max(0, ceil(left)), LONGEST_WAIT))


def without_tokens(text):
    """Some words of an answer for operators, without any that could be a token."""
    return LONG_WORD.sub("…", " ".join(text.split()))[:200]


def keep_for_developers(push, payload):
    """Who has no credentials: on a laptop the payload goes into a file of VAR_DIR/push, anywhere else it waits."""
    if not settings.DEBUG and not settings.EMBEDDED:
        return stopped("not configured")
    folder = Path(settings.VAR_DIR) / "push"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{push.id}.json").write_text(json.dumps(payload, ensure_ascii=False, indent=2))
    return accepted("file")
