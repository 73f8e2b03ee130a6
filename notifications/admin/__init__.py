"""Pushes and mails in the console: what became of them, and by which channels they go. Never what they say."""

from notifications.admin import channels, deliveries, members

__all__ = ["channels", "deliveries", "members"]
