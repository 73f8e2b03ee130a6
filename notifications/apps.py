from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self):
        # They register themselves.
        from notifications import circle_readers, device_readers, exports, post_readers, readers, streams  # noqa: F401
