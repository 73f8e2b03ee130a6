"""Jobs of profiles: what is kept for a time only."""

from datetime import timedelta

from django.conf import settings

from topin import sql
from topin.clock import job

UNUSED = timedelta(hours=24)  # that a document waits to be used
BATCH = 200


@job(every=timedelta(hours=1), at=timedelta(minutes=7))
def forget_handles():
    """Frees handles that were given up HANDLE_KEEP_DAYS ago."""
    return sql.do(sql.SYSTEM, "forget_handles", timedelta(days=settings.HANDLE_KEEP_DAYS))


@job(every=timedelta(hours=1), at=timedelta(minutes=11))
def remove_documents():
    """Removes proofs DOCUMENT_DAYS after the decision, and those that nobody used. Returns how many."""
    keep, total = timedelta(days=settings.DOCUMENT_DAYS), 0
    while removed := sql.do(sql.SYSTEM, "remove_documents", keep, UNUSED, BATCH):
        total += removed
    return total
