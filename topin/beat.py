"""What `celery beat` does here: it notes due slots (topin/clock.py), and nothing else."""

from datetime import UTC, datetime

from celery.beat import Scheduler

from topin import errors
from topin.clock import add_due_slots
from topin.outage import Outage


class SlotScheduler(Scheduler):
    """Celery beat's scheduler, with slots in PostgreSQL in the place of tasks in the broker."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.outage = Outage("PostgreSQL")

    def setup_schedule(self):
        """Jobs register themselves; Celery's own schedule stays empty."""

    def tick(self, *args, **kwargs):
        """Returns the seconds to sleep: to the next whole second, on which every slot lies."""
        try:
            add_due_slots()
            self.outage.ended()
        except errors.Unavailable as error:
            self.outage.began(error)
        return 1.01 - datetime.now(UTC).microsecond / 1_000_000
