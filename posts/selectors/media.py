"""Media by their ids."""

from topin import sql


def get_media(viewer, media_id):
    """A medium of the viewer (Media). Raises NotFound, for others' too: theirs come with their posts."""
    return sql.ask(viewer, "get_media", media_id)
