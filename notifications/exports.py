"""What an archive of a member holds of this app."""

from accounts.leaving.sections import LEFT_OUT, Section, register

register(
    Section("notifications", "What you were told.", "export_notifications", ("notifications", "notification_actors")),
    Section("push_devices", "Where you get pushes.", "export_push_devices", ("devices",)),
)

LEFT_OUT["notification_deliveries"] = "what went out of notifications, which stand in their section; kept for days"
LEFT_OUT["digest_states"] = "up to when the last digest told: a moment"
