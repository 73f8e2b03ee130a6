"""The composer over a post that is there already: what it shows, and what was changed in it."""

from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from web.forms import media
from web.forms.posts import AUDIENCES, POLL_LENGTH, sent

NARROWER = ["public", "followers", "mutuals", "private"]
AS_BEFORE = ("", _("As long as before"))


def draft_of(post):
    """A post as `composer` takes it."""
    poll, circle = post["poll"], post["circle"]
    at = post["scheduled_at"] or ""
    return {
        "text": post["text"],
        "media": post.get("media") or [],
        "audience": f"circle:{circle['id']}" if circle else post["audience"],
        "reply_policy": post["reply_policy"],
        "with_warning": bool(post["content_warning"]),
        "content_warning": post["content_warning"] or "",
        "with_poll": bool(poll),
        "options": [option["text"] for option in poll["options"]] if poll else [],
        "multiple": bool(poll) and poll["multiple"],
        "length": "" if poll else POLL_LENGTH,
        "with_schedule": bool(at),
        "scheduled": at[:16],
        "scheduled_at": at,
    }


def audiences_of(post):
    """The audiences that it may still get: all until it is published, then fewer and fewer."""
    if post["status"] != "published":
        return AUDIENCES
    if post["audience"] == "circle":
        own = [(draft_of(post)["audience"], post["circle"]["name"])] if post["circle"] else [("circle", _("A circle"))]
        return own + AUDIENCES[-1:]
    return AUDIENCES[NARROWER.index(post["audience"]) :]


def is_poll_open(post):
    """Whether the poll can be changed: nobody voted, as far as the post tells (the deed knows)."""
    if post["poll"] is None:
        return post["status"] != "published"
    return not any(option["votes"] for option in post["poll"]["options"]) and not post["poll"]["closed"]


def changes(post, data):
    """What a sent form changes in the post, as `serializers.ChangedPost` takes it."""
    new, was = sent(data), draft_of(post)
    found = {}
    if _lines(data.get("text", "")) != was["text"]:
        found["text"] = data.get("text", "")
    if "media_part" in data:
        found |= _media(data, was["media"])
    for name in ("content_warning", "reply_policy"):
        if new.get(name, was[name]) != was[name]:
            found[name] = new[name]
    if data.get("audience", was["audience"]) != was["audience"]:
        found |= {"audience": new["audience"], "circle_id": new.get("circle_id")}
    if "poll_part" in data:
        found |= _poll(post, data, new.get("poll"), was)
    if post["status"] != "published" and data.get("do") != "publish":
        found |= _time(new.get("scheduled_at"), was, "with_schedule" in data)
    return found


def _media(data, was):
    """All media that the post has from now on, where they, their order or their words are others."""
    ids, words = media.ids_of(data), media.words_of(data)
    before = {medium["id"]: medium["alt_text"] for medium in was}
    if ids == list(before) and all(_lines(words.get(id, text)) == text for id, text in before.items()):
        return {}
    return {"media": [{"id": id, **({"alt_text": words[id]} if id in words else {})} for id in ids]}


def _poll(post, data, poll, was):
    if poll is None:
        return {"poll": None} if was["with_poll"] else {}
    same = poll["options"] == was["options"] and poll["multiple"] == was["multiple"]
    if same and was["with_poll"] and not data.get("poll_length"):
        return {}
    if not data.get("poll_length"):
        poll["closes_in"] = _seconds_left(post)
    return {"poll": poll}


def _seconds_left(post):
    """How long the poll would have run on; unknown ("") before it is published."""
    closes_at = post["poll"] and post["poll"]["closes_at"]
    return int((datetime.fromisoformat(closes_at) - datetime.now(UTC)).total_seconds()) if closes_at else ""


def _time(at, was, is_wanted):
    if not is_wanted:
        return {"scheduled_at": None} if was["with_schedule"] else {}
    # Seconds are not in the form: what it shows unchanged stays as it was.
    return {} if at and at[:16] == was["scheduled_at"][:16] else {"scheduled_at": at or ""}


def _lines(text):
    """As the domain keeps it: forms send other line ends, and blank ends are cut."""
    return text.replace("\r\n", "\n").strip()
