from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self):
        from moderation import errors, exports, rotation  # noqa: F401  (they register themselves)
