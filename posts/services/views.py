"""Counting who looked at posts."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from topin import sql


def increment_post_views(viewer, post_ids, viewer_hash):
    """Counts a look at several posts at once; ids that are none for the viewer are passed over. Returns how many
    counted: once per viewer, post and day (UTC), never the author's own."""
    return sql.do(viewer, "increment_views_of_posts", post_ids, viewer_hash)


def view_post(viewer, post_id, viewer_hash, seconds=0):
    """As `increment_post_views` for one post; returns whether it counted. From LONG_VIEW_SECONDS on it moves the
    member's interests besides, each time. Raises NotFound, Gone."""
    return sql.do(viewer, "view_post", post_id, viewer_hash, seconds >= settings.LONG_VIEW_SECONDS)


def sum_views(viewer):
    """Keeps the figures of the days that are over; returns of how many days."""
    return sql.do(viewer, "sum_views", timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS)


def drop_old_views(viewer):
    """Drops months of views that are older than VIEW_DAYS; returns how many. To be called when they are summed."""
    before, timeout_ms = datetime.now(UTC) - timedelta(days=settings.VIEW_DAYS), settings.CODE_STATEMENT_TIMEOUT_MS
    return sql.do(viewer, "drop_old_partitions", "post_views", before, timeout_ms=timeout_ms)


def viewer_hash(viewer, address, user_agent):
    """Hexadecimal HMAC-SHA-256, with a key made from SECRET_KEY, of who looks: a member, else an address with its
    user agent. The database adds the day, so that what is kept leads to nobody and from no day to the next."""
    who = str(viewer.user_id) if viewer.is_member else f"{address}\0{user_agent}"
    return salted_hmac("topin.views", who, algorithm="sha256").hexdigest()
