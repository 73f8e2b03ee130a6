"""How news of conversations reaches open clients: their stream holds ids, and each is read when it is shown."""

from uuid import UUID

from messaging import selectors, services
from messaging.sealing import KeyUnavailable
from topin.realtime.rendering import renders


@renders("message.created")
def created(viewer, payloads):
    """{message}; None for those that are gone. Whoever is told has them: they are delivered."""
    found = _messages(viewer, payloads)
    services.deliver_messages(
        viewer, [m["id"] for m in found.values() if m["sender_id"] != str(viewer.user_id) and not m["delivered_at"]]
    )
    return [_told("message", found.get(payload["message_id"])) for payload in payloads]


@renders("message.reacted")
def reacted(viewer, payloads):
    """{message}, with its reactions as they are now."""
    found = _messages(viewer, payloads)
    return [_told("message", found.get(payload["message_id"])) for payload in payloads]


@renders("message.delivered")
@renders("message.read")
def marked(viewer, payloads):
    """As stored; None for what others did where it is not let known any more. What one read oneself one may know."""
    shown = selectors.get_conversations_with_receipts(viewer, [UUID(one["conversation_id"]) for one in payloads])
    me = str(viewer.user_id)
    return [one if one["user_id"] == me or one["conversation_id"] in shown else None for one in payloads]


@renders("conversation.changed")
def changed(viewer, payloads):
    """{conversation}, as it is now; {conversation_id} where it is not there for the viewer any more."""
    found = selectors.get_conversations_by_id(viewer, [UUID(payload["conversation_id"]) for payload in payloads])
    return [_told("conversation", found.get(payload["conversation_id"])) or payload for payload in payloads]


def _messages(viewer, payloads):
    return _found(viewer, [UUID(payload["message_id"]) for payload in payloads])


def _found(viewer, ids):
    """{id: Message} without those that cannot be opened now: a stream that waited for a lost key would tell nothing."""
    try:
        return selectors.get_messages_by_id(viewer, ids)
    except KeyUnavailable:
        if len(ids) == 1:
            return {}
        return {name: message for one in ids for name, message in _found(viewer, [one]).items()}


def _told(name, thing):
    return thing and {name: thing}
