"""Media by their ids."""

from topin import sql


def get_media(viewer, media_id):
    """A medium of the viewer (Media). Raises NotFound, for others' too: theirs come with their posts."""
    return sql.ask(viewer, "get_media", media_id)


def get_media_backlog(viewer):
    """What waits to be processed: {waiting, oldest_seconds, failed_today}. For staff and jobs."""
    return sql.ask(viewer, "get_media_backlog")
