"""Topics that members follow or mute, and those that trend."""

from datetime import UTC, datetime

from django.conf import settings

from posts.tags import find_tags, fold_tag
from topin import errors, sql


def follow_topic(viewer, tag):
    """Follows a topic, in any case, with # or without; once however often, and no mute any more. Raises Invalid,
    Conflict `too_many_topics`."""
    sql.do(viewer, "follow_topic", _topic(tag), settings.TOPIC_CHOICES)


def mute_topic(viewer, tag):
    """As `follow_topic`: the viewer sees nothing of it where posts are chosen for them."""
    sql.do(viewer, "mute_topic", _topic(tag), settings.TOPIC_CHOICES)


def unfollow_topic(viewer, tag):
    """Takes a follow back; where there is none, nothing happens."""
    sql.do(viewer, "unfollow_topic", _topic(tag))


def unmute_topic(viewer, tag):
    """Takes a mute back; where there is none, nothing happens."""
    sql.do(viewer, "unmute_topic", _topic(tag))


def hide_topic(viewer, tag):
    """Staff keep a topic out of trends, at once."""
    sql.do(viewer, "hide_topic", _topic(tag))


def unhide_topic(viewer, tag):
    """Staff let a topic trend again, from the next ranking on."""
    sql.do(viewer, "unhide_topic", _topic(tag))


def refresh_topic_trends(viewer, now=None):
    """Finds what trends at a moment; returns how many topics do."""
    return sql.do(
        *(viewer, "refresh_topic_trends", now or datetime.now(UTC)),
        *(settings.TREND_HOURS, settings.TREND_DAYS, settings.TREND_PEOPLE, settings.TREND_VELOCITY, settings.TRENDS),
        timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS,
    )


def _topic(tag):
    """A topic as it is kept. Raises Invalid for what is no tag."""
    folded = fold_tag(tag.lstrip("#＃"))
    if find_tags(f"#{folded}") != [folded]:
        raise errors.Invalid("This is no tag", errors=[("tag", "invalid", "Letters and digits, at least one letter")])
    return folded
