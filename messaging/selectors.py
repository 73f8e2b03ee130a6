"""Conversations and messages, as one who takes part sees them, with their texts opened.

A message whose text cannot be opened raises `sealing.KeyUnavailable`, and so does every page of it: its conversation
has one key. A Conversation whose last message cannot be opened goes without that: others stand beside it.
"""

from messaging.sealing import KeyUnavailable, open_texts
from topin import sql


def get_conversations(viewer, state, limit, cursor=""):
    """A page of Conversations, newest first. `state`: active (with requests that were sent), request, archived."""
    page = sql.ask(viewer, "get_conversations", state, limit, cursor).loads()
    return page | {"items": [with_preview(conversation) for conversation in page["items"]]}


def get_conversation(viewer, conversation_id):
    """A Conversation. Raises NotFound."""
    return with_preview(sql.ask(viewer, "get_conversation", conversation_id).loads())


def get_conversation_with(viewer, user_id):
    """The Conversation with a member, or None while there is none for the viewer."""
    conversation_id = sql.ask(viewer, "generate_conversation_id", viewer.user_id, user_id)
    return get_conversations_by_id(viewer, [conversation_id]).get(str(conversation_id))


def get_conversations_by_id(viewer, conversation_ids):
    """{id: Conversation} of those that are there for the viewer."""
    found = sql.ask(viewer, "get_conversations_by_id", conversation_ids).loads()
    return {name: with_preview(conversation) for name, conversation in found.items()}


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


def get_conversations_with_receipts(viewer, conversation_ids):
    """Ids of those in which the viewer learns now what became of their messages."""
    return set(sql.ask(viewer, "get_conversations_with_receipts", conversation_ids).loads())


def get_typing_audience(viewer, conversation_id):
    """Ids of the members who are told that the viewer types. Raises NotFound."""
    return sql.ask(viewer, "get_typing_audience", conversation_id).loads()


def with_preview(conversation):
    """A Conversation with its last message opened; without it where its key is not there. Opening the page says so."""
    try:
        return open_texts(conversation)
    except KeyUnavailable:
        return conversation | {"last_message": None}


def _opened(answer):
    return open_texts(answer.loads())
