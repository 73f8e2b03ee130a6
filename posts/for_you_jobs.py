"""What the clock does for for-you feeds."""

from datetime import timedelta

from django.conf import settings

from posts import services
from topin import sql
from topin.clock import in_rounds, job

AT_ONCE = 100  # feeds of one transaction


@job(every=timedelta(minutes=10), at=timedelta(minutes=5), seconds=590)
def refresh_feeds():
    """Works for-you feeds out ahead for members who came by lately."""
    return services.refresh_feeds(sql.SYSTEM, settings.FEEDS_AT_ONCE)


@job(every=timedelta(days=1), at=timedelta(hours=2, minutes=50), seconds=3600)
def forget_seen():
    """Forgets what feeds showed long ago, and the feeds of those who stay away."""
    forgotten = services.forget_seen(sql.SYSTEM)
    dropped = in_rounds(services.drop_feeds, AT_ONCE)
    return f"{forgotten} rows, {dropped} feeds"
