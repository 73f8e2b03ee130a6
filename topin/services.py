"""Deeds of the ground floor that staff do in the console."""

from topin import sql


def replay_delivery(viewer, delivery_id):
    """Gives a dead delivery its tries back; audited. Raises Conflict when it is not dead."""
    sql.do(viewer, "replay_delivery", delivery_id)
