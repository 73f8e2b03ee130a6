"""Pictures that got stuck on their way."""

from datetime import timedelta

from accounts.services import pictures
from topin.clock import job


@job(every=timedelta(hours=1), at=timedelta(minutes=20))
def expire_pictures():
    """Gives up on pictures that nobody decoded for a day; deletes originals that belong to none."""
    expired, orphans = pictures.expire_pictures()
    return f"{expired} pictures, {orphans} originals"
