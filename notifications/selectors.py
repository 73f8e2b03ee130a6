"""Questions about a member's own notifications."""

from topin import sql


def get_notifications(viewer, limit, cursor="", kinds=None, unread=False):
    """{items: [Notification], next_cursor}, newest first, of some `kinds` or of all.

    Each has `told` in place of a text, of which `texts.said` makes that.
    """
    return sql.ask(viewer, "get_notifications", limit, cursor, kinds, unread)


def get_notifications_by_id(viewer, ids):
    """The viewer's notifications of these ids, as {id: Notification}; what is gone is left out."""
    return sql.ask(viewer, "get_notifications_by_id", ids)


def get_unread_count(viewer):
    """{count} of groups that wait to be read."""
    return sql.ask(viewer, "get_unread_count")


def get_digest(delivery_id, limit):
    """{items, count}: the newest notifications that a digest tells, and how many there are in all."""
    return sql.ask(sql.SYSTEM, "get_digest", delivery_id, limit).loads()


def get_message_notice(viewer, conversation_id):
    """{sender, count, message_id} of what is unread in a conversation; None when there is nothing to say."""
    notice = sql.ask(viewer, "get_message_notice", conversation_id)
    return notice and notice.loads()
