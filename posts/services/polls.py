"""Voting in polls, and closing them."""

from topin import sql


def vote_in_poll(viewer, post_id, option_ids):
    """The viewer's choice in the place of the one before; none withdraws it. Returns the Poll.

    Raises NotFound for posts that are not there or have no poll, Gone, Invalid (`not_found`, `too_many` of
    option_ids), Conflict `poll_closed` and `not_published`.
    """
    return sql.do(viewer, "vote_in_poll", post_id, option_ids)


def close_polls(viewer, limit):
    """Closes up to `limit` polls whose time is over, each once, and returns how many it closed."""
    return sql.do(viewer, "close_polls", limit)
