"""What follows from facts between members."""

from topin import sql
from topin.events import reads

AT_ONCE = 500  # each locks a member; nobody shall wait long for them


@reads("follow_requests_left")
def accept_more(event):
    """An account went public with more requests than one deed answers; the event comes again while some are left."""
    sql.do(sql.Viewer.user(event.subject_id), "accept_waiting_requests", AT_ONCE)
