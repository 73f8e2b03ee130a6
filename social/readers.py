"""What follows from facts between members."""

from social import services
from topin.events import reads
from topin.sql import Viewer


@reads("follow_requests_left")
def accept_more(event):
    """More requests were approved than one deed answers; the event comes again while some are left."""
    services.accept_waiting_requests(Viewer.user(event.subject_id), event.data["up_to"])
