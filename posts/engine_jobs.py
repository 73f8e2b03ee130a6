"""What the clock does for the feed engine."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from posts import services
from topin import sql
from topin.clock import in_rounds, job

AT_ONCE = 5_000  # interests of one transaction
LATELY = 2  # days
EVER = datetime.min.replace(tzinfo=UTC)


@job(every=timedelta(minutes=5), at=timedelta(minutes=2), seconds=240)
def make_missing_features():
    """Finds out what posts of these days are about that no reader looked at."""
    since = datetime.now(UTC) - timedelta(days=LATELY)
    return services.make_missing_features(sql.SYSTEM, since, settings.FEATURES_AT_ONCE)


@job(every=timedelta(hours=1), at=timedelta(minutes=25), seconds=3000)
def make_old_features():
    """The same for all posts, such as those older than the feed engine: it looks through the whole table."""
    return services.make_missing_features(sql.SYSTEM, EVER, settings.OLD_FEATURES_AT_ONCE)


@job(every=timedelta(minutes=10), at=timedelta(minutes=3))
def refresh_topic_trends():
    """Finds what more people than usual write about."""
    return services.refresh_topic_trends(sql.SYSTEM)


@job(every=timedelta(days=1), at=timedelta(hours=4, minutes=10))
def forget_faded_interests():
    """Drops interests of which next to nothing is left."""
    return in_rounds(services.forget_faded_interests, AT_ONCE)
