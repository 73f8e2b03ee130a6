"""Who likes what."""

from topin import sql


def get_likers(viewer, post_id, limit, cursor=""):
    """A page of UserSummary, newest like first. Raises NotFound, Gone, or Forbidden `likes_hidden`."""
    return sql.ask(viewer, "get_likers", post_id, limit, cursor)
