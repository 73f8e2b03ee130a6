"""Questions about who follows whom. Each raises NotFound, or Forbidden `profile_limited`."""

from django.conf import settings

from topin import sql


def get_followers_with_profiles(viewer, user_id, limit, cursor=""):
    """{items: [UserSummary & {viewer}], next_cursor} of those who follow a member, newest first."""
    return sql.ask(viewer, "get_followers_with_profiles", user_id, limit, cursor)


def get_following_with_profiles(viewer, user_id, limit, cursor=""):
    """{items: [UserSummary & {viewer}], next_cursor} of those whom a member follows, newest first."""
    return sql.ask(viewer, "get_following_with_profiles", user_id, limit, cursor)


def get_mutuals_with_profiles(viewer, user_id, limit, cursor=""):
    """{items: [UserSummary & {viewer}], next_cursor} of whom the viewer follows among those who follow a member.

    Newest follow of the member first. Of oneself: those with whom the viewer is mutual.
    """
    return sql.ask(viewer, "get_mutuals_with_profiles", user_id, limit, cursor)


def get_follow_requests(viewer, limit, cursor=""):
    """{items: [UserSummary & {requested_at}], next_cursor} of those who asked to follow the viewer, newest first."""
    return sql.ask(viewer, "get_follow_requests", limit, cursor)


def get_sent_follow_requests(viewer, limit, cursor=""):
    """{items: [UserSummary & {requested_at}], next_cursor} of those whom the viewer asked, newest first."""
    return sql.ask(viewer, "get_sent_follow_requests", limit, cursor)


def get_follower_count(viewer, user_id):
    """How many follow a member, exact at this moment."""
    return sql.ask(viewer, "get_follower_count", user_id)


def get_blocked_members(viewer, limit, cursor=""):
    """{items: [UserSummary & {blocked_at}], next_cursor} of those whom the viewer blocked, newest first."""
    return sql.ask(viewer, "get_blocked_members", limit, cursor)


def get_muted_members(viewer, limit, cursor=""):
    """{items: [UserSummary & {muted_at}], next_cursor} of those whom the viewer muted, newest first."""
    return sql.ask(viewer, "get_muted_members", limit, cursor)


def get_muted_words(viewer, limit, cursor=""):
    """{items: [{id, phrase, match, action, expires_at, created_at}], next_cursor} of the viewer's, newest first."""
    return sql.ask(viewer, "get_muted_words", limit, cursor)


def search_members(viewer, q, limit, cursor=""):
    """{items: [UserSummary & {viewer}], next_cursor} of people whose handle or name is like this, the closest first."""
    return sql.ask(viewer, "search_members", q, limit, cursor, settings.SEARCH_PEOPLE)


def search_mentions(viewer, q, limit, cursor=""):
    """{items: [UserSummary & {following}], next_cursor} of those whom the viewer may mention and who are meant by the
    beginning of a handle or of a part of a name: those whom they follow first."""
    return sql.ask(viewer, "search_mentions", q, limit, cursor, settings.SEARCH_PEOPLE)
