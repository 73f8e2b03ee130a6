"""What happens to messages when their time is over."""

from datetime import timedelta

from messaging import services
from topin.clock import in_rounds, job

AT_ONCE = 500  # messages of one transaction


@job(every=timedelta(hours=1), at=timedelta(minutes=25))
def cleanup_messages():
    """Removes messages that expired, that nobody came to read, and marks of those that were deleted."""
    return in_rounds(services.delete_expired_messages, AT_ONCE)
