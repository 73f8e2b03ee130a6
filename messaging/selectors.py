"""Conversations and messages, as one who takes part sees them, with their texts opened.

Each raises `sealing.KeyUnavailable` where a text cannot be opened.
"""

from messaging.sealing import open_texts
from topin import sql


def get_conversations(viewer, state, limit, cursor=""):
    """A page of Conversations, newest first. `state`: active (with requests that were sent), request, archived."""
    return _opened(sql.ask(viewer, "get_conversations", state, limit, cursor))


def get_conversation(viewer, conversation_id):
    """A Conversation. Raises NotFound."""
    return _opened(sql.ask(viewer, "get_conversation", conversation_id))


def get_conversation_with(viewer, user_id):
    """The Conversation with a member, or None while there is none for the viewer."""
    conversation_id = sql.ask(viewer, "generate_conversation_id", viewer.user_id, user_id)
    return get_conversations_by_id(viewer, [conversation_id]).get(str(conversation_id))


def get_conversations_by_id(viewer, conversation_ids):
    """{id: Conversation} of those that are there for the viewer."""
    return _opened(sql.ask(viewer, "get_conversations_by_id", conversation_ids))


def get_messages(viewer, conversation_id, limit, cursor=""):
    """A page of Messages, newest first. Raises NotFound.

    With `undelivered`: ids that no client of the viewer had yet.
    """
    return _opened(sql.ask(viewer, "get_messages", conversation_id, limit, cursor))


def get_message(viewer, message_id):
    """A Message. Raises NotFound."""
    return _opened(sql.ask(viewer, "get_message", message_id))


def get_messages_by_id(viewer, message_ids):
    """{id: Message} of those that the viewer sees."""
    return _opened(sql.ask(viewer, "get_messages_by_id", message_ids))


def get_typing_audience(viewer, conversation_id):
    """Ids of the members who are told that the viewer types. Raises NotFound."""
    return sql.ask(viewer, "get_typing_audience", conversation_id).loads()


def _opened(answer):
    return open_texts(answer.loads())
