"""Search finds what its readers missed."""

from datetime import UTC, datetime, timedelta

from posts import services
from topin import sql
from topin.clock import job

AT_ONCE = 500  # posts of one transaction
ROUNDS = 200  # of one slot; the next slot goes on
EVER = datetime(1970, 1, 1, tzinfo=UTC)


@job(every=timedelta(minutes=10), at=timedelta(minutes=3))
def learn_new_words():
    """Posts of the last day that search does not know yet: loaded ones, and those whose event was lost."""
    return _learn_since(datetime.now(UTC) - timedelta(days=1))


@job(every=timedelta(days=1), at=timedelta(hours=3, minutes=50), seconds=3600)
def learn_all_words():
    """All posts that search does not know, however old."""
    return _learn_since(EVER)


def _learn_since(moment):
    learned = 0
    for _ in range(ROUNDS):
        count = services.fill_post_words(sql.SYSTEM, moment, AT_ONCE)
        learned += count
        if count == 0:
            break
    return learned
