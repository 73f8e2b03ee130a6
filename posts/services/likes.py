"""Liking posts and comments."""

from topin import sql


def like_post(viewer, post_id):
    """Returns {liked, likes}; liking twice is one like. Raises NotFound, or Gone for own deleted posts."""
    return sql.do(viewer, "like_post", post_id)


def unlike_post(viewer, post_id):
    """Returns {liked, likes}. Raises as `like_post`."""
    return sql.do(viewer, "unlike_post", post_id)


def like_content(viewer, content_id):
    """As `like_post`, for a post or a comment."""
    return sql.do(viewer, "like_content", content_id)


def unlike_content(viewer, content_id):
    """As `unlike_post`, for a post or a comment."""
    return sql.do(viewer, "unlike_content", content_id)
