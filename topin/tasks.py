"""The two tasks that the relay sends. They carry ids and numbers; everything else is read from PostgreSQL."""

from uuid import UUID

from celery import shared_task

from topin import clock, events, jobs  # noqa: F401  (jobs register themselves)


@shared_task(name="topin.deliver")
def deliver(delivery_id, tries):
    return events.deliver(UUID(delivery_id), tries)


@shared_task(name="topin.run_slot")
def run_slot(slot_id):
    return clock.run_slot(UUID(slot_id))
