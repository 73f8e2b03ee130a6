from datetime import timedelta

from topin import sql
from topin.clock import job


@job(every=timedelta(seconds=2))
def ring_the_hour():
    """Leaves one trace each time it runs."""
    sql.do(sql.SYSTEM, "event_record", "hour_rung")
