from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"

    def ready(self):
        from messaging import (  # noqa: F401  (they register themselves)
            checks,
            exports,
            jobs,
            readers,
            rotation,
            streams,
            topics,
        )
