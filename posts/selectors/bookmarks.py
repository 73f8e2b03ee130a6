"""What members keep for themselves."""

from topin import sql


def get_bookmarks(viewer, folder, limit, cursor=""):
    """A page of bookmarks, newest first, of one folder or (empty) of all: Posts with `folder` and `unavailable`; of
    posts that the viewer no longer sees just id, folder and `unavailable` true. Raises NotFound for folders."""
    return sql.ask(viewer, "get_bookmarks", folder or "", limit, cursor)


def get_bookmark_folders(viewer):
    """All folders of the viewer by name: {items: [{name, count}], next_cursor: null}."""
    return sql.ask(viewer, "get_bookmark_folders")
