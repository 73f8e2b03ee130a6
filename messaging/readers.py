"""What follows when messages were deleted: archives that were made before hold them no longer."""

from uuid import UUID

from messaging import services
from topin import sql
from topin.events import reads


@reads("message_deleted")
def remake_exports_of_both(event):
    services.remake_exports(sql.SYSTEM, event.subject_id, UUID(event.data["conversation_id"]))


@reads("message_hidden")
def remake_exports_of_one(event):
    conversation_id, user_id = UUID(event.data["conversation_id"]), UUID(event.data["user_id"])
    services.remake_exports(sql.SYSTEM, event.subject_id, conversation_id, user_id)
