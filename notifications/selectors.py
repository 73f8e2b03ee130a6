"""Questions about a member's own notifications."""

from topin import sql


def get_notifications(viewer, limit, cursor="", kind=None, unread=False):
    """{items: [Notification], next_cursor}, newest first."""
    return sql.ask(viewer, "get_notifications", limit, cursor, kind, unread)


def get_notifications_by_id(viewer, ids):
    """The viewer's notifications of these ids, as {id: Notification}; what is gone is left out."""
    return sql.ask(viewer, "get_notifications_by_id", ids)


def get_unread_count(viewer):
    """{count} of groups that wait to be read."""
    return sql.ask(viewer, "get_unread_count")
