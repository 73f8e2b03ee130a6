"""Lists of posts."""

from posts.tags import fold_tag
from topin import sql


def get_visible_posts_for_user(viewer, limit, cursor=""):
    """A page of the viewer's home feed: own posts and followed people's, newest first."""
    return sql.ask(viewer, "get_visible_posts_for_user", viewer.user_id, limit, cursor)


def get_posts_of_member(viewer, user_id, limit, cursor="", with_=None):
    """A page of a member's posts and reposts, pinned ones first. Raises NotFound, or Forbidden `profile_limited`.

    `with_`: "replies" for the posts on which the member commented, "media" for those that have any.
    """
    return sql.ask(viewer, "get_posts_of_member", user_id, limit, cursor, with_)


def get_posts_with_counts(viewer, circle_id, limit, cursor=""):
    """A page of a circle's posts, newest first. Raises NotFound, or Forbidden `not_a_member`."""
    return sql.ask(viewer, "get_posts_with_counts", circle_id, limit, cursor)


def get_posts_by_tag(viewer, tag, limit, cursor=""):
    """A page of the posts with a tag (in any case, with # or without), newest first."""
    return sql.ask(viewer, "get_posts_by_tag", _bare(tag), limit, cursor)


def get_explore(viewer, limit, cursor="", topic=""):
    """A page of the public posts of the last 72 hours, by trend; `topic` is a tag that narrows it."""
    return sql.ask(viewer, "get_explore", limit, cursor, _bare(topic))


def _bare(tag):
    return fold_tag(tag.lstrip("#＃"))
