"""What a poll's template asks for: what may be shown and done, and how long it goes on."""

from datetime import UTC, datetime

from django import template
from django.utils.translation import gettext, ngettext

from web.templatetags.pages import moment

register = template.Library()


@register.simple_tag
def poll_state(poll, post, viewer):
    """`told`: the viewer may know the votes; `most`: the highest of them; `may_vote`; `must_sign_in`."""
    votes = [option["votes"] for option in poll["options"]]
    told = None not in votes
    is_open = bool(poll["closes_at"]) and not poll["closed"] and post["status"] == "published"
    return {
        "told": told,
        "most": max(votes) if told else None,
        "may_vote": is_open and viewer.is_member,
        "must_sign_in": is_open and not viewer.is_member,
    }


@register.filter
def is_in(value, values):
    return value in (values or ())


@register.filter
def until(text, now=None):
    """How long a time is ahead, in the largest unit that is not nothing."""
    seconds = max(0, (moment(text) - (now or datetime.now(UTC))).total_seconds())
    if seconds < 60:
        return gettext("in less than a minute")
    if seconds < 3600:
        return ngettext("in %d minute", "in %d minutes", int(seconds // 60)) % (seconds // 60)
    if seconds < 86400:
        return ngettext("in %d hour", "in %d hours", int(seconds // 3600)) % (seconds // 3600)
    return ngettext("in %d day", "in %d days", int(seconds // 86400)) % (seconds // 86400)
