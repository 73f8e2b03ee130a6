"""What the clock does for for-you feeds."""

from datetime import timedelta

from django.conf import settings

from posts import services
from topin import sql
from topin.clock import job

AT_ONCE = 100  # feeds of one transaction
ROUNDS = 200  # of one slot; the next slot goes on


@job(every=timedelta(minutes=10), at=timedelta(minutes=5), seconds=590)
def refresh_feeds():
    """Works for-you feeds out ahead for members who came by lately."""
    return services.refresh_feeds(sql.SYSTEM, settings.FEEDS_AT_ONCE)


@job(every=timedelta(days=1), at=timedelta(hours=2, minutes=50), seconds=3600)
def forget_seen():
    """Forgets what feeds showed long ago, and the feeds of those who stay away."""
    forgotten = services.forget_seen(sql.SYSTEM)
    dropped = 0
    for _ in range(ROUNDS):
        count = services.drop_feeds(sql.SYSTEM, AT_ONCE)
        dropped += count
        if count < AT_ONCE:
            break
    return f"{forgotten} rows, {dropped} feeds"
