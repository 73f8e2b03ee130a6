from django.apps import AppConfig


class SocialConfig(AppConfig):
    name = "social"

    def ready(self):
        from social import exports, jobs, readers  # noqa: F401  (they register themselves)
