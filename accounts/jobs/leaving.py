"""Archives and erasures."""

from datetime import timedelta
from time import monotonic

from django.conf import settings

from accounts.leaving import erasing, making
from topin.clock import job

AT_ONCE = 30  # seconds after which a slot begins no other archive: what is left is the next one's


@job(every=timedelta(seconds=5), seconds=AT_ONCE + settings.EXPORT_SECONDS)
def make_exports():
    """Makes archives that wait."""
    until, made = monotonic() + AT_ONCE, 0
    while monotonic() < until and making.make_next():
        made += 1
    return made


@job(every=timedelta(hours=1), at=timedelta(minutes=40))
def expire_exports():
    """Deletes archives whose time is over."""
    return making.expire()


@job(every=timedelta(days=1), at=timedelta(hours=2, minutes=30))
def erase_deleted_accounts():
    """Erases accounts whose time to come back is over, each in a transaction of its own."""
    return erasing.erase_due()
