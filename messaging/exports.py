"""What an archive of a member holds of this app."""

from accounts.leaving.sections import Section, register
from messaging.sealing import open_texts

register(
    Section(
        "conversations", "With whom you talk, as far as it is there for you.", "export_conversations",
        ("conversations", "conversation_participants"),
    ),
    Section(
        "messages", "What was said there and is not over yet, with files and reactions.", "export_messages",
        ("messages", "message_reactions"), opened=open_texts,
    ),
)  # fmt: skip
