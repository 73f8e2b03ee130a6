"""Serves the Prometheus metrics of this machine's processes on METRICS_PORT, with how much work waits."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from topin import errors, sql


class BacklogCollector:
    """What waits in PostgreSQL, asked anew at each scrape."""

    def collect(self):
        try:
            facts = sql.ask(sql.SYSTEM, "get_backlog").loads()
        except errors.Refused:
            facts = {}  # the database is away; the other figures are still worth serving
        for name, value in facts.items():
            yield GaugeMetricFamily(f"topin_{name}", name.replace("_", " "), value=value)


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
        registry.register(BacklogCollector())
        start_http_server(settings.METRICS_PORT, settings.METRICS_BIND, registry)
        self.stdout.write(f"Metrics on http://{settings.METRICS_BIND}:{settings.METRICS_PORT}/metrics")
        while True:
            time.sleep(3600)
