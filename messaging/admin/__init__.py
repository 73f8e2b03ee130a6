"""Conversations in the console: who talks with whom, and when. What was said staff may not read."""

from messaging.admin import members
from messaging.admin.conversations import ConversationAdmin

__all__ = ["ConversationAdmin", "members"]
