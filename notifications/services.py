"""Deeds with notifications: each is one SQL function of the same name, in one transaction."""

from topin import sql


def notify(*, kind, user, actor, subject_type, subject):
    """Tells `user` what `actor` did. Called by readers of events; returns the notification's id or None."""
    return sql.do(sql.SYSTEM, "notify", user, kind, actor, subject_type, subject)


def notify_alone(*, kind, user, subject_type, subject):
    """Tells `user` what no other member did. Called by readers of events; returns the notification's id or None."""
    return sql.do(sql.SYSTEM, "notify_alone", user, kind, subject_type, subject)


def withdraw_notification(*, kind, user, actor, subject):
    """Takes `actor` out of what `user` has not read yet. Called by readers of events."""
    sql.do(sql.SYSTEM, "withdraw_notification", user, kind, actor, subject)


def withdraw_group(*, kind, user, subject):
    """Takes whoever's part in it is undone out of what `user` has not read yet. Called by readers of events."""
    sql.do(sql.SYSTEM, "withdraw_group", user, kind, subject)


def notify_poll_closed(*, post, after, limit):
    """Tells the author and the voters of a poll, `limit` at a time, that it has ended. Called by readers of events."""
    sql.do(sql.SYSTEM, "notify_poll_closed", post, after, limit)


def withdraw_comment(*, post, parent, actor):
    """Takes the author of a deleted comment out of what others have not read yet of it. Called by readers of events."""
    sql.do(sql.SYSTEM, "withdraw_comment", post, parent, actor)


def withdraw_between(a, b, until):
    """Takes two members out of what each was told of the other. Called by readers of events."""
    sql.do(sql.SYSTEM, "withdraw_between", a, b, until)


def read_notification(viewer, notification_id):
    """Raises NotFound."""
    sql.do(viewer, "read_notification", notification_id)


def read_all_notifications(viewer, up_to):
    """Marks as read what is not newer than `up_to`: what came meanwhile stays unread."""
    sql.do(viewer, "read_all_notifications", up_to)


def delete_notification(viewer, notification_id):
    """Raises NotFound."""
    sql.do(viewer, "delete_notification", notification_id)
