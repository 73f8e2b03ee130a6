"""What an archive of a member holds of this app."""

from accounts.leaving.sections import Section, register

register(
    Section("notifications", "What you were told.", "export_notifications", ("notifications", "notification_actors")),
)
