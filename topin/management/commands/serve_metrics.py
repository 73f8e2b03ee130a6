"""Serves the Prometheus metrics of this machine's processes on METRICS_PORT, with how much work waits."""

import time
from contextlib import suppress

from django.conf import settings
from django.core.management.base import BaseCommand
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from topin import errors, metrics, sql


class BacklogCollector:
    """What waits in PostgreSQL, asked anew at each scrape."""

    def collect(self):
        for ask in (backlog, *metrics.asked):
            with suppress(errors.Refused):  # the database is away; the other figures are still worth serving
                yield from ask()


def backlog():
    for name, value in sql.ask(sql.SYSTEM, "get_backlog").loads().items():
        yield metrics.GaugeMetricFamily(f"topin_{name}", name.replace("_", " "), value=value)


class Command(BaseCommand):
    requires_system_checks = []  # they would load every page and door
    help = __doc__

    def handle(self, **options):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        registry.register(BacklogCollector())
        start_http_server(settings.METRICS_PORT, settings.METRICS_BIND, registry)
        self.stdout.write(f"Metrics on http://{settings.METRICS_BIND}:{settings.METRICS_PORT}/metrics")
        while True:
            time.sleep(3600)
