"""What members are told about private talk. A message rings and stands in no list; a request stands in the list and
never rings."""

from uuid import UUID

from notifications import services
from topin.events import reads


@reads("message_sent")
def tell_of_message(event):
    """What it was when it was sent may have changed: whether it still is a request, or rings, is asked anew."""
    if event.data["request"]:
        subject = {"subject_type": "conversation", "subject": UUID(event.data["conversation_id"])}
        receiver = UUID(event.data["recipient_id"])
        services.notify(kind="message_request", user=receiver, actor=event.actor_id, **subject)
    services.ring_message(event.subject_id)


@reads("conversation_accepted")
@reads("conversation_declined")
def withdraw_request(event):
    """Whoever was asked has nothing to answer any more; whoever asked is not told."""
    services.withdraw_message_request(event.subject_id)
