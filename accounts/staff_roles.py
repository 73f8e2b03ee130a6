"""Who is staff: a deed of administrators."""

from topin import sql


def set_staff_role(viewer, user_id, role):
    """Makes a member moderator, administrator or (None) neither; audited. Raises Forbidden."""
    sql.do(viewer, "set_staff_role", user_id, role)
