"""How media fare: an alarm for the log, figures for Prometheus."""

from posts import selectors
from topin import jobs, metrics, sql


def look():
    """What somebody should see to (of `check_invariants`)."""
    backlog = selectors.get_media_backlog(sql.SYSTEM).loads()
    return {"files that wait too long to be processed, oldest in s": jobs.too_long(backlog["oldest_seconds"])}


def figures():
    """How many files wait, how long, and how many of today cannot be shown."""
    backlog = selectors.get_media_backlog(sql.SYSTEM).loads()
    for name, about, figure in (
        ("topin_media_waiting", "Files that arrived and are not processed yet", "waiting"),
        ("topin_media_oldest_seconds", "Age of the oldest file that is not processed yet", "oldest_seconds"),
        ("topin_media_failed_today", "Files that arrived since midnight, UTC, and cannot be shown", "failed_today"),
    ):
        yield metrics.GaugeMetricFamily(name, about, value=backlog[figure])


jobs.alarms.append(look)
metrics.asked.append(figures)
