"""Home feeds written ahead. All of it may be undone, or not be done, at any time: everybody reads the same feed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings

from topin import sql

TRIMMED_AT_ONCE = 200  # timelines of one transaction


def fan_out(viewer, post_id):
    """Brings a post to the next followers of those who published or reposted it lately. Says whether there are more."""
    return sql.do(viewer, "fan_out", post_id, settings.FANOUT_CHUNK, settings.WIDE_AUTHOR_FOLLOWERS)


def continue_fanouts(viewer, limit):
    """Goes on with up to `limit` posts whose fan-out was left behind. Returns how many there were."""
    late = sql.ask(viewer, "get_late_fanouts", limit).loads()
    for post_id in late:
        while fan_out(viewer, UUID(post_id)):
            pass
    return len(late)


def build_timeline(viewer, user_id):
    """Writes a member's home feed ahead. Says whether it did: not where another worker does, or the member is gone.

    Two transactions: fan-out that begins between them must find that the member has a timeline, since what it
    publishes is not seen by whoever looks through the authors at that moment.
    """
    sql.do(viewer, "begin_timeline", user_id)
    return sql.do(viewer, "build_timeline", user_id, settings.TIMELINE_LENGTH)


def build_due_timelines(viewer, limit):
    """Builds up to `limit` timelines of members who come by and have none. Returns how many were due."""
    due = sql.ask(viewer, "get_due_timelines", _seen_since(), settings.TIMELINE_FOLLOWS, limit).loads()
    return _build(viewer, due)


def renew_timelines(viewer, limit):
    """Builds up to `limit` timelines anew that lack who was followed since. Returns how many did."""
    return _build(viewer, sql.ask(viewer, "get_outdated_timelines", limit).loads())


def trim_timelines(viewer):
    """Leaves the newest TIMELINE_LENGTH of every timeline."""
    after = None
    while True:
        after = sql.do(viewer, "trim_timelines", after, settings.TIMELINE_LENGTH, TRIMMED_AT_ONCE)
        if after is None:
            return


def drop_timelines(viewer, limit):
    """Removes up to `limit` timelines of members who stay away or follow too many. Returns how many."""
    return sql.do(viewer, "drop_timelines", _seen_since(), settings.TIMELINE_FOLLOWS, limit)


def _build(viewer, users):
    for user_id in users:
        build_timeline(viewer, UUID(user_id))
    return len(users)


def _seen_since():
    return datetime.now(UTC) - timedelta(days=settings.TIMELINE_DAYS)
