"""What the clock does: digests, and what is kept for a time only."""

from datetime import timedelta

from notifications import services
from topin import sql
from topin.clock import in_rounds, job

AT_ONCE = 1_000  # rows of one transaction
DIGESTS_AT_ONCE = 200  # members of one transaction


@job(every=timedelta(minutes=15))  # zones lie a quarter of an hour apart, and it is to be eight o'clock in each
def digests():
    """Has those who want it mailed what they missed."""
    return in_rounds(services.make_digests, DIGESTS_AT_ONCE)


@job(every=timedelta(seconds=5))  # as internal.told_pause
def grown_groups():
    """Tells open clients of groups that grew in the last moments, once for all that came."""
    return in_rounds(services.tell_grown_groups, AT_ONCE)


@job(every=timedelta(days=1), at=timedelta(hours=3, minutes=40))
def drop_old_notifications():
    """Drops notifications that are old enough to go, a month at a time, and then who was in them."""
    dropped = services.drop_old_notifications(sql.SYSTEM)
    return f"{dropped} partitions, {in_rounds(services.remove_actors_left_over, AT_ONCE)} actors"


@job(every=timedelta(hours=1), at=timedelta(minutes=25))
def drop_expired_deliveries():
    """Ends what waited for too long behind a channel that is shut."""
    return in_rounds(services.drop_expired_deliveries, AT_ONCE)


@job(every=timedelta(hours=1), at=timedelta(minutes=35))
def remove_old_deliveries():
    """Removes deliveries that ended long enough ago; those that wait stay."""
    return in_rounds(services.remove_old_deliveries, AT_ONCE)


@job(every=timedelta(days=1), at=timedelta(hours=4, minutes=50))
def remove_unused_channels():
    """Forgets push services that members named and are at no more."""
    return in_rounds(services.remove_unused_channels, AT_ONCE)
