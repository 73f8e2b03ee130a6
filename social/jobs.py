"""What is done for members while they are away."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings

from social import services
from topin import errors, sql
from topin.clock import job

AT_ONCE = 500  # lists of one slot: at 50 ms each well below the time that a job may take
SEEN_WITHIN = timedelta(days=7)


@job(every=timedelta(minutes=5), at=timedelta(minutes=2))
def refresh_suggestions():
    """Computes outdated suggestions of members who were here lately, each list in a transaction of its own."""
    since = datetime.now(UTC) - SEEN_WITHIN
    due = sql.ask(sql.SYSTEM, "get_due_suggestions", settings.SUGGESTION_HOURS, since, AT_ONCE).loads()
    for user_id in due:
        with suppress(errors.NotFound):  # whose account was erased meanwhile
            services.refresh_suggestions(sql.SYSTEM, UUID(user_id))
    return len(due)


@job(every=timedelta(days=1), at=timedelta(hours=3, minutes=10))
def remove_expired_words():
    """Removes muted words whose time is over; nothing reads them any more."""
    return services.remove_expired_words(sql.SYSTEM)
