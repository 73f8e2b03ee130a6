"""What feeds rest on."""

from django.conf import settings

from topin import sql


def refresh_trends(viewer):
    """Ranks the public posts of the last 72 hours anew; returns how many."""
    return sql.do(viewer, "refresh_trends", settings.EXPLORE_POSTS, timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS)
