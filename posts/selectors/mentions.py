"""Whom posts and comments are about, for readers of events."""

from topin import sql


def get_mentioned(post_id, comment_id=None):
    """Ids of those to be told that a post or one of its comments mentions them, lowest first."""
    return sql.ask(sql.SYSTEM, "get_mentioned", post_id, comment_id)


def get_mentioned_by_edit(comment_id):
    """As `get_mentioned`, of a comment that was edited; nobody while it was not."""
    return sql.ask(sql.SYSTEM, "get_mentioned_by_edit", comment_id)


def get_post_author(post_id):
    """The id of whoever wrote a post; None when it is erased."""
    return sql.ask(sql.SYSTEM, "get_post_author", post_id)
