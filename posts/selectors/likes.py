"""Who likes what."""

from topin import sql


def get_likers(viewer, content_id, limit, cursor=""):
    """A page of UserSummary, newest like first, of a post or a comment.

    Raises NotFound, Gone, Forbidden `likes_hidden`.
    """
    return sql.ask(viewer, "get_likers", content_id, limit, cursor)
