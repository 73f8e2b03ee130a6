from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self):
        # They register themselves.
        from notifications import (  # noqa: F401
            checks,
            circle_readers,
            device_readers,
            exports,
            jobs,
            message_readers,
            post_readers,
            readers,
            streams,
            watch,
        )
