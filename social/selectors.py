"""Questions about who follows whom. Each raises NotFound, or Forbidden `profile_limited`."""

from topin import sql


def get_followers_with_profiles(viewer, user_id, limit, cursor=""):
    """{items: [UserSummary & {viewer}], next_cursor} of those who follow a member, newest first."""
    return sql.ask(viewer, "get_followers_with_profiles", user_id, limit, cursor)


def get_following_with_profiles(viewer, user_id, limit, cursor=""):
    """{items: [UserSummary & {viewer}], next_cursor} of those whom a member follows, newest first."""
    return sql.ask(viewer, "get_following_with_profiles", user_id, limit, cursor)


def get_follower_count(viewer, user_id):
    """How many follow a member, exact at this moment."""
    return sql.ask(viewer, "get_follower_count", user_id)
