"""Deeds of staff with pushes and mails, and what they look at of them."""

from topin import sql


def replay_notification_delivery(viewer, delivery_id):
    """Has one that was dropped or failed sent again; audited. Raises Conflict when it was sent, or waits."""
    sql.do(viewer, "replay_notification_delivery", delivery_id)


def switch_off_push_channel(viewer, name):
    """Has nothing go out by a channel; administrators only, audited. Raises Forbidden, NotFound, Conflict."""
    sql.do(viewer, "switch_off_push_channel", name)


def open_push_channel(viewer, name):
    """Has all go out by a channel again; administrators only, audited. Raises Forbidden, Conflict."""
    sql.do(viewer, "open_push_channel", name)


def get_push_channels(viewer, limit):
    """[{name, state (open, paused, stopped, off), waiting, faults, reason, reached_at, since, until}], shut ones first.

    Times are RFC 3339 or None.
    """
    return sql.ask(viewer, "get_push_channels", limit)


def get_delivery_backlog(viewer):
    """What waits by kind of channel, what is shut, what failed: {waiting: {email: {count, …}, …}, channels, …}."""
    return sql.ask(viewer, "get_delivery_backlog")
