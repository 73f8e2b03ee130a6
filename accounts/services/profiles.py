"""Deeds on the own profile, and the like of another's."""

from datetime import timedelta

from django.conf import settings

from topin import sql


def update_me(viewer, changes):
    """Changes the given fields (as `MeChanges` checked them) and returns Me."""
    birthday = changes.get("birthday")
    if birthday is not None:
        changes = changes | {"birthday": birthday.isoformat()}
    return sql.do(viewer, "update_me", dict(changes))


def change_handle(viewer, handle):
    """Gives the viewer another handle, lowered, and returns Me; the one they have already changes nothing.

    Raises Invalid (`handle`: invalid, reserved), Conflict `handle_taken`, HandleChangedRecently.
    """
    return sql.do(viewer, "change_handle", handle, timedelta(days=settings.HANDLE_CHANGE_DAYS))


def like_profile(viewer, user_id):
    """Returns {liked, likes}; liking twice is one like.

    Raises NotFound, Forbidden `profile_limited`, Invalid for oneself.
    """
    return sql.do(viewer, "increment_profile_likes", user_id)


def unlike_profile(viewer, user_id):
    """Returns {liked, likes}; `likes` is null where the profile became limited. Raises NotFound."""
    return sql.do(viewer, "decrement_profile_likes", user_id)
