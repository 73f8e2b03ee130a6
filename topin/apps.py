from django.apps import AppConfig
from django.conf import settings


class TopinConfig(AppConfig):
    name = "topin"
    verbose_name = "System"

    def ready(self):
        if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
            from topin import tracing

            tracing.start(settings.OTEL_EXPORTER_OTLP_ENDPOINT, settings.TRACES_SHARE)
