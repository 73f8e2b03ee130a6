"""Deeds between members: each is one SQL function of the same name, in one transaction."""

from django.conf import settings

from topin import sql


def follow_member(viewer, user_id):
    """Follows, or asks to where the account is private; once, however often. Returns {follow, mutual}.

    Raises NotFound, Forbidden `blocking`, Conflict `follow_limit`, Invalid for oneself.
    """
    return sql.do(viewer, "follow_member", user_id, settings.FOLLOW_LIMIT)


def unfollow_member(viewer, user_id):
    """Ends a follow or withdraws a request. Returns {follow, mutual}. Raises NotFound."""
    return sql.do(viewer, "unfollow_member", user_id)
