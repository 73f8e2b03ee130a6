"""Feeds, newest first."""

from topin import sql


def get_visible_posts_for_user(viewer, limit, cursor=""):
    """A page of the viewer's home feed: own posts and followed people's, newest first."""
    return sql.ask(viewer, "get_visible_posts_for_user", viewer.user_id, limit, cursor)


def get_posts_of_member(viewer, user_id, limit, cursor=""):
    """A page of a member's posts. Raises NotFound, or Forbidden `profile_limited`."""
    return sql.ask(viewer, "get_posts_of_member", user_id, limit, cursor)


def get_posts_with_counts(viewer, circle_id, limit, cursor=""):
    """A page of a circle's posts, newest first. Raises NotFound, or Forbidden `not_a_member`."""
    return sql.ask(viewer, "get_posts_with_counts", circle_id, limit, cursor)
