from django.apps import AppConfig


class TopinConfig(AppConfig):
    name = "topin"
    verbose_name = "System"

    def ready(self):
        from topin import checks, schema  # noqa: F401  (they register themselves)
