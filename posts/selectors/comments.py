"""Comments on posts."""

from django.conf import settings

from topin import sql


def get_comments(viewer, post_id, *, sort="best", parent_id=None, limit=20, cursor=""):
    """A page of Comments of depth 1, or of the answers to one. `sort`: best (likes, then the newest), new or old.

    Raises NotFound, Gone.
    """
    return sql.ask(viewer, "get_comments", post_id, sort, parent_id, limit, cursor, settings.COMMENTS_RANKED)


def get_comment(viewer, comment_id):
    """A Comment, or the tombstone of one. Raises NotFound."""
    return sql.ask(viewer, "get_comment", comment_id)
