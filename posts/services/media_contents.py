"""What the clock and readers do with contents of media; nothing is decoded here."""

from topin import files, sql


def delete_originals(names):
    """Deletes originals of which everything was made. Safe to repeat."""
    files.remove(files.private, *names)


def resume_media(viewer, late, limit):
    """Sends media to the workers again whose content nobody worked on for `late` (a timedelta). Returns how many."""
    return sql.do(viewer, "resume_media", late, limit)
