"""Deeds with notifications: each is one SQL function of the same name, in one transaction."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from topin import sql


def notify(*, kind, user, actor, subject_type, subject):
    """Tells `user` what `actor` did. Called by readers of events; returns the notification's id or None."""
    return sql.do(sql.SYSTEM, "notify", user, kind, actor, subject_type, subject)


def notify_of_crowd(*, kind, user, actors, subject_type, subject):
    """Tells `user` what `actors` did, the newest last. Called by readers of events; returns an id as `notify`."""
    return sql.do(sql.SYSTEM, "notify_of_crowd", user, kind, actors, subject_type, subject)


def tell_grown_groups(viewer, limit):
    """Tells open clients of groups that grew since they were told of them. Returns how many."""
    return sql.do(viewer, "tell_grown_groups", limit)


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


def ring_message(message):
    """Has the receiver told of a message by push. Called by readers of events."""
    sql.do(sql.SYSTEM, "ring_message", message)


def withdraw_message_request(conversation):
    """Takes back that somebody wants to write: it was answered. Called by readers of events."""
    sql.do(sql.SYSTEM, "withdraw_message_request", conversation)


def notify_media_failed(media):
    """Tells the owner of an upload that it failed. Called by readers of events."""
    sql.do(sql.SYSTEM, "notify_media_failed", media)


def notify_report_decided(report):
    """Tells whoever reported a message how that ended. Called by readers of events."""
    sql.do(sql.SYSTEM, "notify_report_decided", report)


def note_digest_choice(user):
    """Follows a member's choice of digests. Called by readers of events."""
    sql.do(sql.SYSTEM, "note_digest_choice", user)


def reconsider_deliveries(user):
    """Looks anew at what waits for a member. Called by readers of events."""
    sql.do(sql.SYSTEM, "reconsider_deliveries", user)


def make_digests(viewer, limit, now=None):
    """Has members whose hour has come mailed what they did not read, each once a day. Returns how many came up."""
    return sql.do(viewer, "make_digests", now or datetime.now(UTC), limit)


def drop_old_notifications(viewer):
    """Drops the partitions of notifications that are older than NOTIFICATION_DAYS. Returns how many."""
    before = _ago(settings.NOTIFICATION_DAYS)
    return sql.do(viewer, "drop_old_partitions", "notifications", before, timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS)


def remove_actors_left_over(viewer, limit):
    """Removes who was in notifications that were dropped. Returns how many."""
    return sql.do(viewer, "remove_actors_left_over", _ago(settings.NOTIFICATION_DAYS), limit)


def remove_old_deliveries(viewer, limit):
    """Removes deliveries that ended more than NOTIFICATION_DELIVERY_DAYS ago. Returns how many."""
    before = _ago(settings.NOTIFICATION_DELIVERY_DAYS)
    return sql.do(viewer, "remove_old_notification_deliveries", before, limit)


def drop_expired_deliveries(viewer, limit):
    """Ends deliveries that nobody wants any more, also behind a channel that is shut. Returns how many."""
    return sql.do(viewer, "drop_expired_notification_deliveries", limit)


def remove_unused_channels(viewer, limit):
    """Forgets push services that work and that no device is at any more. Returns how many."""
    return sql.do(viewer, "remove_unused_push_channels", limit)


def _ago(days):
    return datetime.now(UTC) - timedelta(days=days)


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
