"""Deeds between members: each is one SQL function of the same name, in one transaction."""

from django.conf import settings

from topin import sql

AT_ONCE = 500  # requests answered by one deed: each locks a member, and nobody shall wait long for them


def follow_member(viewer, user_id):
    """Follows, or asks to where the account is private; once, however often. Returns {follow, mutual}.

    Raises NotFound, Forbidden `blocking`, Conflict `follow_limit`, Invalid for oneself.
    """
    return sql.do(viewer, "follow_member", user_id, settings.FOLLOW_LIMIT)


def unfollow_member(viewer, user_id):
    """Ends a follow or withdraws a request. Returns {follow, mutual}. Raises NotFound."""
    return sql.do(viewer, "unfollow_member", user_id)


def block_member(viewer, user_id):
    """Hides both from each other and ends what is between them; once, however often. The blocked are not told.

    Raises NotFound (also for whoever blocked the viewer), Invalid for oneself.
    """
    sql.do(viewer, "block_member", user_id)


def unblock_member(viewer, user_id):
    """Ends a block; what it ended stays ended. Raises NotFound."""
    sql.do(viewer, "unblock_member", user_id)


def mute_member(viewer, user_id):
    """Takes a member out of the viewer's home feed and notifications; once, however often.

    Raises NotFound, Invalid for oneself.
    """
    sql.do(viewer, "mute_member", user_id)


def unmute_member(viewer, user_id):
    """Ends a mute. Raises NotFound."""
    sql.do(viewer, "unmute_member", user_id)


def mute_word(viewer, phrase, match="word", action="hide", expires_at=None):
    """Hides posts with a phrase, or warns of them; the same phrase again changes how. Returns the MutedWord.

    Raises Invalid for a phrase of which nothing is seen or a time that is over, Conflict `muted_words_limit`.
    """
    return sql.do(viewer, "mute_word", phrase, match, action, expires_at, settings.MUTED_WORDS)


def unmute_word(viewer, word_id):
    """Takes a word from the viewer's muted words. Raises NotFound."""
    sql.do(viewer, "unmute_word", word_id)


def remove_expired_words(viewer):
    """Removes everybody's muted words whose time is over. Returns how many."""
    return sql.do(viewer, "remove_expired_words")


def approve_follow_request(viewer, user_id):
    """Whoever asked follows the viewer. Raises NotFound, also when the request was answered or withdrawn."""
    sql.do(viewer, "approve_follow_request", user_id)


def decline_follow_request(viewer, user_id):
    """Ends a request without a word to who asked. Raises NotFound, as `approve_follow_request`."""
    sql.do(viewer, "decline_follow_request", user_id)


def withdraw_follow_request(viewer, user_id):
    """Takes an own request back. Raises NotFound, also when it was answered."""
    sql.do(viewer, "withdraw_follow_request", user_id)


def approve_all_follow_requests(viewer, up_to):
    """Approves who asked up to a moment: the oldest at once, the others by and by. Returns {approved}: at once."""
    return sql.do(viewer, "approve_all_follow_requests", AT_ONCE, up_to)


def accept_waiting_requests(viewer, up_to):
    """Goes on with what `approve_all_follow_requests` or an opened account began ("infinity")."""
    sql.do(viewer, "accept_waiting_requests", AT_ONCE, up_to)


def remove_follower(viewer, user_id):
    """Ends a member's follow of the viewer. Raises NotFound, also when they do not follow."""
    sql.do(viewer, "remove_follower", user_id)


def get_suggestions(viewer, limit, cursor=""):
    """{items: [UserSummary & {reason: {code, text}}], next_cursor} of whom the viewer may want to follow, best first.

    A first page computes them where they are missing or outdated; later pages stay with what the first began.
    """
    page = sql.ask(viewer, "get_suggestions", limit, cursor, settings.SUGGESTION_HOURS)
    if page is None:
        refresh_suggestions(viewer, viewer.user_id)
        page = sql.ask(viewer, "get_suggestions", limit, cursor, None)
    return page


def refresh_suggestions(viewer, user_id):
    """Computes a member's suggestions anew. Returns how many. Raises NotFound."""
    return sql.do(viewer, "refresh_suggestions", user_id, settings.SUGGESTIONS_KEPT)


def dismiss_suggestion(viewer, user_id):
    """Suggests a member to the viewer never again. Raises NotFound, Invalid for oneself."""
    sql.do(viewer, "dismiss_suggestion", user_id)
