from django.apps import AppConfig


class StageConfig(AppConfig):
    name = "tests.events.stage"
    label = "stage"

    def ready(self):
        from tests.events.stage import jobs, readers  # noqa: F401
