"""The queues of the broker. `media` is work for a CPU and has workers of its own; the others may share one.

`links` waits for strangers' servers, so that nobody's mail and no feed ever waits behind them.
"""

from django.conf import settings

LAST_WORDS = 30  # seconds between being told to end, and being ended
QUEUES = ("default", "fanout", "media", "mail", "links")


def limits_of(queue):
    """The time limits of a task of this queue, as Celery takes them; none where they are the usual ones."""
    if queue != "media":
        return {}
    # A video takes several steps, and each of them its patience at most.
    return {"soft_time_limit": 2 * settings.MEDIA_PATIENCE, "time_limit": 2 * settings.MEDIA_PATIENCE + LAST_WORDS}
