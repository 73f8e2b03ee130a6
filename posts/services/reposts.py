"""Handing posts on."""

from topin import sql


def repost_post(viewer, post_id):
    """Returns {reposted, reposts}; twice is once.

    Raises NotFound, Gone for own deleted posts, Forbidden `not_repostable` for posts that are not for everybody.
    """
    return sql.do(viewer, "repost_post", post_id)


def unrepost_post(viewer, post_id):
    """Returns {reposted, reposts}. Raises NotFound, Gone."""
    return sql.do(viewer, "unrepost_post", post_id)
