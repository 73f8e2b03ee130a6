"""Deeds of staff on accounts, done in the console and written down."""

from topin import sql


def end_session_by_staff(viewer, session_id):
    """Signs a member out of one session. Raises NotFound, Forbidden (staff's, by somebody who is no administrator)."""
    sql.do(viewer, "end_session_by_staff", session_id)


def view_document(viewer, request_id):
    """{name, filename, content_type} of the proof of a request for the blue tick. Raises NotFound."""
    return sql.do(viewer, "view_document", request_id).loads()
