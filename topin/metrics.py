"""Prometheus metrics, shared by the processes of a machine through METRICS_DIR."""

import os
from pathlib import Path

from django.conf import settings

# prometheus_client decides at import whether several processes share their figures.
Path(settings.METRICS_DIR).mkdir(parents=True, exist_ok=True)
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", settings.METRICS_DIR)

from prometheus_client import Counter, Gauge, Histogram  # noqa: E402
from prometheus_client.core import GaugeMetricFamily  # noqa: E402, F401

#: Figures that are asked for anew at each scrape, besides the machinery's own: functions that yield metric families.
asked = []
FAST = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

requests = Histogram(
    "topin_request_seconds", "Requests by route, method and status", ["route", "method", "status"], buckets=FAST
)
database = Histogram("topin_database_seconds", "SQL functions called", ["function"], buckets=FAST)
deliveries = Counter("topin_deliveries_total", "Deliveries of events to readers", ["reader", "outcome"])
notification_deliveries = Counter(
    "topin_notification_deliveries_total", "Tries of pushes and mails of notifications", ["channel", "result"]
)
jobs = Counter("topin_jobs_total", "Slots of the clock that were run", ["task", "outcome"])
sockets = Gauge("topin_sockets", "Open sockets", multiprocess_mode="livesum")
stream_lag = Gauge("topin_stream_lag", "Events that open sockets were not sent yet", multiprocess_mode="livesum")
stream_events = Counter("topin_stream_events_total", "Events sent to sockets")
refusals = Counter("topin_refusals_total", "Answers that refuse", ["code"])
sign_ins = Counter("topin_sign_ins_total", "Sign-ins", ["outcome"])
