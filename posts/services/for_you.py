"""The for-you feed: pages, feedback, and what is worked out ahead."""

import logging
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings

from topin import sql

log = logging.getLogger(__name__)


def get_for_you(viewer, limit, cursor=""):
    """The next page of the viewer's for-you feed: Posts with `why`. A deed: what it shows counts as seen.

    Raises Invalid `bad_cursor`.
    """
    return sql.do(viewer, "get_for_you", limit, cursor, settings.FEED_CACHE, settings.FEED_STALE)


def give_feedback(viewer, post_id, *, kind):
    """The viewer wants `less` or `more` like a post. Raises NotFound, Gone, and Invalid `own_post`."""
    sql.do(viewer, "give_feedback", post_id, kind)


def refresh_feeds(viewer, limit):
    """Works out up to `limit` for-you feeds anew whose members came by lately. Returns how many it did.

    Each is a transaction of its own: one that fails is logged, and does not keep the others waiting.
    """
    now = datetime.now(UTC)
    seen_since, made_before = (
        now - timedelta(hours=settings.FEED_HOURS),
        now - timedelta(seconds=settings.FEED_STALE / 2),
    )
    done = 0
    for user_id in sql.ask(viewer, "get_due_feeds", seen_since, made_before, limit).loads():
        try:
            done += sql.do(viewer, "refresh_feed", UUID(user_id), settings.FEED_CACHE)
        except Exception:
            log.exception("the for-you feed of %s cannot be made", user_id)
    return done


def drop_feeds(viewer, limit):
    """Removes up to `limit` for-you feeds that nobody read for FEED_DAYS. Returns how many."""
    return sql.do(viewer, "drop_feeds", datetime.now(UTC) - timedelta(days=settings.FEED_DAYS), limit)


def forget_seen(viewer):
    """Forgets what feeds showed more than seven days ago. Returns how many rows that were."""
    return sql.do(viewer, "forget_seen", timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS)


def publish_ranking(viewer, weights, version):
    """An administrator publishes weights ({name: number}) that come after `version`. Returns the new version.

    Raises Forbidden, Invalid with the weight at fault as field, and Conflict `outdated`.
    """
    return sql.do(viewer, "publish_ranking", weights, version)
