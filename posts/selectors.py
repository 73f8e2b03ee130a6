"""Questions about posts. Pages are {items, next_cursor}; each refuses a broken cursor (Invalid `bad_cursor`)."""

from topin import sql


def get_post(viewer, post_id):
    """A Post. Raises NotFound where there is none for the viewer, Gone for an own deleted one."""
    return sql.ask(viewer, "get_post", post_id)


def get_posts(viewer, post_ids):
    """{items, missing}: Posts in the order of the ids, and the ids of which the viewer sees none."""
    return sql.ask(viewer, "get_posts", post_ids)


def get_visible_posts_for_user(viewer, limit, cursor=""):
    """A page of the viewer's home feed: own posts and followed people's, newest first."""
    return sql.ask(viewer, "get_visible_posts_for_user", viewer.user_id, limit, cursor)


def get_posts_of_member(viewer, user_id, limit, cursor=""):
    """A page of a member's posts. Raises NotFound, or Forbidden `profile_limited`."""
    return sql.ask(viewer, "get_posts_of_member", user_id, limit, cursor)


def get_posts_with_counts(viewer, circle_id, limit, cursor=""):
    """A page of a circle's posts, newest first. Raises NotFound, or Forbidden `not_a_member`."""
    return sql.ask(viewer, "get_posts_with_counts", circle_id, limit, cursor)


def get_likers(viewer, post_id, limit, cursor=""):
    """A page of UserSummary, newest like first. Raises NotFound, Gone, or Forbidden `likes_hidden`."""
    return sql.ask(viewer, "get_likers", post_id, limit, cursor)
