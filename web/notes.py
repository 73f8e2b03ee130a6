"""How the list of notifications is laid out: families of kinds to choose from, and stretches of time."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.notification_kinds import KINDS
from posts import selectors as posts
from topin import errors
from web.templatetags.pages import moment


class Family(NamedTuple):
    label: str
    kinds: list
    icon: str


FAMILIES = {
    "talk": Family(_("Mentions and replies"), ["mention", "reply", "comment", "quote"], "reply"),
    "likes": Family(_("Likes and reposts"), ["like", "profile_like", "repost"], "heart"),
    "followers": Family(_("Followers"), ["follow", "follow_request", "follow_accepted"], "person"),
    "circles": Family(_("Circles"), ["circle_invite", "circle_join"], "circles"),
    "letters": Family(_("Message requests"), ["message_request"], "mail"),
    "money": Family(_("Money"), ["revenue_ready", "withdrawal_update", "sponsorship_update"], "star"),
}
_named = {kind for family in FAMILIES.values() for kind in family.kinds}
FAMILIES["account"] = Family(_("Account"), [kind for kind in KINDS if kind not in {*_named, "message"}], "shield")

#: (age, words): what is younger than the first stands without words, at the top, where new ones arrive.
STRETCHES = [
    (timedelta(days=1), ""),
    (timedelta(days=7), _("Last 7 days")),
    (timedelta(days=30), _("Last 30 days")),
    (timedelta.max, _("Earlier")),
]


def family_of(name):
    """The family that an address asks for; None for all. Raises NotFound."""
    if name and name not in FAMILIES:
        raise errors.NotFound()
    return FAMILIES.get(name)


def stretched(notes, before, now=None):
    """Gives a note the words of its stretch where one begins. Returns the number of the last note's stretch.

    `before`: of the note that they follow; what comes in pages is told of each stretch once.
    """
    now, last = now or datetime.now(UTC), before
    for note in notes:
        at = _stretch(now - moment(note["created_at"]))
        note["stretch"] = STRETCHES[at][1] if at != last else ""
        last = at
    return last


def with_posts(viewer, notes):
    """Gives each note about a post what is in it (`post`), as far as the member sees it. Returns them."""
    ids = {note["id"]: note["subject"]["id"] for note in notes if (note["subject"] or {}).get("type") == "post"}
    found = posts.get_posts(viewer, list(set(ids.values()))).loads()["items"] if ids else []
    by_id = {post["id"]: post for post in found}
    return [{**note, "post": by_id.get(ids.get(note["id"]))} for note in notes]


def _stretch(age):
    return next(at for at, (most, _words) in enumerate(STRETCHES) if age < most)


def stretch_before(text):
    """What the address of an older page says of the notes before it."""
    return int(text) if text in ("0", "1", "2", "3") else 0
