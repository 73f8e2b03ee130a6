from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self):
        from notifications import circle_readers, exports, readers, streams  # noqa: F401  (they register themselves)
