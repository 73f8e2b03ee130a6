"""How pushes and mails fare: alarms for the log, figures for Prometheus."""

from notifications import console
from topin import jobs, metrics, sql


def look():
    """What somebody should see to (of `check_invariants`)."""
    backlog = console.get_delivery_backlog(sql.SYSTEM).loads()
    late = max(kind["late_seconds"] for kind in backlog["waiting"].values())
    return {
        "push channels that are stopped": backlog["channels"]["stopped"],
        "pushes or mails that wait too long, in s": jobs.too_long(late),
    }


def figures():
    """What waits by kind of channel, how long, what is shut, and what failed."""
    backlog = console.get_delivery_backlog(sql.SYSTEM).loads()
    for name, about in (
        ("count", "Pushes and mails that wait"),
        ("oldest_seconds", "Age of the oldest push or mail that waits; quiet hours count"),
        ("late_seconds", "For how long a push or mail could have gone out"),
    ):
        named = f"topin_notifications_waiting_{name}".removesuffix("_count")
        family = metrics.GaugeMetricFamily(named, about, labels=["channel"])
        for channel, kind in backlog["waiting"].items():
            family.add_metric([channel], kind[name])
        yield family
    shut = metrics.GaugeMetricFamily("topin_push_channels_shut", "Channels that nothing goes out by", labels=["state"])
    for state, count in backlog["channels"].items():
        shut.add_metric([state], count)
    yield shut
    failed, about = backlog["failed_today"], "Pushes and mails given up since midnight, UTC"
    yield metrics.GaugeMetricFamily("topin_notifications_failed_today", about, value=failed)


jobs.alarms.append(look)
metrics.asked.append(figures)
