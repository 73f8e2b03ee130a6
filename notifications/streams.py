"""How notifications reach open clients."""

from uuid import UUID

from notifications import selectors, texts
from topin.realtime.rendering import renders


@renders("notification.created")
def render(viewer, payloads):
    """{notification}, in the language that the member chose; None for those that are gone by now."""
    ids = [payload["notification_id"] for payload in payloads]
    found = selectors.get_notifications_by_id(viewer, [UUID(i) for i in ids]).loads()
    return [{"notification": texts.said(found[i])} if i in found else None for i in ids]
