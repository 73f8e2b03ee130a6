"""What sockets hear of an open conversation and nobody keeps: that the other one is typing."""

from uuid import UUID

from messaging import services
from topin import sql
from topin.realtime import answered, watched


@watched("conversation", kind="typing")
def conversation_topics(pairs):
    """{(member id, conversation id): None} for the pairs to whom it is shown."""
    viewers, conversations = zip(*pairs, strict=True)
    found = sql.ask(sql.SYSTEM, "get_conversation_topics", list(viewers), list(conversations)).loads()
    return {(UUID(one["viewer"]), UUID(one["conversation"])): None for one in found}


@answered("typing", about="conversation_id")
def note_typing(viewer, conversation_id):
    """The client's frame. Raises NotFound for whatever is no conversation of theirs."""
    services.note_typing(viewer, conversation_id)
