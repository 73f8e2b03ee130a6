"""Deeds with posts: each is one SQL function of the same name, in one transaction."""

from topin import sql


def create_post(viewer, *, text, audience=None, reply_policy=None, content_warning=None, language=None):
    """Publishes a post and returns it (Post). The text was checked by `serializers.NewPost`."""
    return sql.do(viewer, "create_post", text, audience, reply_policy, content_warning, language)


def delete_post(viewer, post_id):
    """Takes an own post away. Raises Forbidden for others' posts, NotFound for unseen, Gone for deleted."""
    sql.do(viewer, "delete_post", post_id)


def like_post(viewer, post_id):
    """Returns {liked, likes}; liking twice is one like. Raises NotFound, or Gone for own deleted posts."""
    return sql.do(viewer, "like_post", post_id)


def unlike_post(viewer, post_id):
    """Returns {liked, likes}. Raises as `like_post`."""
    return sql.do(viewer, "unlike_post", post_id)
