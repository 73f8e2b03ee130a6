"""The Celery application of worker, beat and relay: `celery -A topin.celery worker -Q default,mail`."""

import gc
import os

from celery import Celery, signals
from kombu import Exchange, Queue

from topin.queues import QUEUES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")  # Django's: they would load every page and door

app = Celery("topin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.task_queues = [
    # The nameless exchange needs no binding in the broker, so there is none to lose when it is erased.
    Queue(name, Exchange(""), routing_key=name)
    for name in QUEUES
]
app.conf.task_default_exchange = ""
app.conf.task_default_routing_key = "default"
app.conf.task_create_missing_queues = False  # a misspelt queue is an error, not a place nobody reads
app.conf.broker_connection_max_retries = None  # the broker may be away for as long as it likes
app.conf.beat_scheduler = "topin.beat:SlotScheduler"
app.conf.CELERY_DB_REUSE_MAX = 10_000  # keep a worker's database connection between tasks
app.autodiscover_tasks()


@signals.setup_logging.connect
def _keep_logging(**kwargs):
    """Logging is configured by Django (topin/log.py); Celery leaves it alone when this is connected."""


@signals.worker_init.connect
@signals.beat_init.connect
def _refuse_unsafe_start(**kwargs):
    from django.db import connections

    from topin.checks import refuse_unsafe_start  # here: this module is imported before Django is set up

    refuse_unsafe_start()
    connections.close_all()  # the pool's processes must not share what was opened before they forked


@signals.worker_init.connect
@signals.beat_init.connect
def _keep_what_was_loaded(**kwargs):
    """No collection looks through it again: forked processes share its memory, and all of them end at once."""
    gc.freeze()
