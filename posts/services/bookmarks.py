"""Keeping posts for oneself, in folders."""

from django.conf import settings

from topin import sql

#: Said in the place of a folder: where the post lies already, else in none.
WHERE_IT_IS = object()


def bookmark_post(viewer, post_id, folder=WHERE_IT_IS):
    """Keeps a post and returns {bookmarked, folder}. `folder` names where, and is made where there is none; None
    takes the post out of its folder.

    Raises NotFound, Gone, Conflict `too_many_folders`.
    """
    choice = {} if folder is WHERE_IT_IS else {"folder": folder}
    return sql.do(viewer, "bookmark_post", post_id, choice, settings.BOOKMARK_FOLDERS)


def unbookmark_post(viewer, post_id):
    """Takes a bookmark away, also of posts that are no longer there, and where there is none."""
    sql.do(viewer, "unbookmark_post", post_id)


def create_bookmark_folder(viewer, name):
    """Makes a folder, or finds the one of this name (case does not matter); returns {name, count}. Raises Conflict
    `too_many_folders`."""
    return sql.do(viewer, "create_bookmark_folder", name, settings.BOOKMARK_FOLDERS)
