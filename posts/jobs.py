"""What happens to posts when their time has come."""

from datetime import timedelta

from posts import services
from topin import sql
from topin.clock import in_rounds, job

AT_ONCE = 100  # posts of one transaction
TIMELINES_AT_ONCE = 500  # of one slot, a transaction each


@job(every=timedelta(seconds=15))
def publish_scheduled():
    """Publishes scheduled posts that are due, after downtime all that were missed."""
    return in_rounds(services.publish_scheduled, AT_ONCE)


@job(every=timedelta(seconds=30))
def close_polls():
    """Closes polls whose time is over, after downtime all of them."""
    return in_rounds(services.close_polls, AT_ONCE)


@job(every=timedelta(days=1), at=timedelta(minutes=20))
def sum_views():
    """Keeps the figures of the days that are over, and then drops views that are old enough to go."""
    days = services.sum_views(sql.SYSTEM)
    dropped = services.drop_old_views(sql.SYSTEM)
    return f"{days} days, {dropped} partitions"


@job(every=timedelta(days=1), at=timedelta(hours=3, minutes=20))
def erase_deleted_posts():
    """Erases deleted posts that can no longer be restored."""
    return in_rounds(services.erase_deleted_posts, AT_ONCE)


@job(every=timedelta(minutes=10), at=timedelta(minutes=1))
def refresh_trends():
    """Ranks for explore what was published lately."""
    return services.refresh_trends(sql.SYSTEM)


@job(every=timedelta(minutes=1))
def continue_fanouts():
    """Goes on with fan-out that no worker has in hand any more."""
    return services.continue_fanouts(sql.SYSTEM, AT_ONCE)


@job(every=timedelta(seconds=30))
def build_timelines():
    """Writes home feeds ahead for members who come by: first visits, and returns after a long time."""
    return services.build_due_timelines(sql.SYSTEM, TIMELINES_AT_ONCE)


@job(every=timedelta(minutes=5))
def renew_timelines():
    """Builds timelines anew whose members follow somebody new."""
    return services.renew_timelines(sql.SYSTEM, TIMELINES_AT_ONCE)


@job(every=timedelta(days=1), at=timedelta(hours=2, minutes=40), seconds=3600)
def trim_timelines():
    """Cuts timelines to their length, and removes those of members who stay away."""
    services.trim_timelines(sql.SYSTEM)
    return in_rounds(services.drop_timelines, AT_ONCE)
