"""What members choose. Each deed takes the given fields, as its serializer checked them, and returns all settings."""

from topin import sql


def update_privacy(viewer, changes):
    """Going public (`is_private` false) turns waiting follow requests into follows."""
    return sql.do(viewer, "update_privacy", dict(changes))


def update_notifications(viewer, changes):
    """Merged at every depth: {"kinds": {"like": {"push": true}}} changes nothing else."""
    return sql.do(viewer, "update_notifications", dict(changes))


def update_accessibility(viewer, changes):
    return sql.do(viewer, "update_accessibility", dict(changes))


def update_creator(viewer, changes):
    return sql.do(viewer, "update_creator", dict(changes))


def unsubscribe(unsubscribing):
    """Ends the mails that a link of one (`accounts/unsubscribing.py`) is about. Twice is as good as once."""
    sql.do(sql.SYSTEM, "unsubscribe_from", unsubscribing.user_id, unsubscribing.what)
