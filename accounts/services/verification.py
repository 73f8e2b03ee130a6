"""Blue ticks: handing in a proof, asking, and deciding (staff)."""

from accounts import documents
from topin import files, sql

DOCUMENTS_UNUSED = 10  # that a member may hand in without using one


def add_document(viewer, upload):
    """Keeps an uploaded proof (a Django upload) in the private store and returns {id}.

    Raises TooLarge, UnsupportedMediaType for what is no PDF, JPEG, PNG or WebP by its content, Conflict
    `too_many_documents`.
    """
    kind = documents.kind_of(upload)
    name = files.unguessable_name("documents", kind.ending)
    # The row first: a file that nobody knows of would never be removed.
    args = (name, documents.shown_name(upload.name), kind.content_type, upload.size, DOCUMENTS_UNUSED)
    made = sql.do(viewer, "add_document", *args)
    files.keep(files.private, name, upload)
    return made


def ask_verification(viewer, *, category, legal_name, links=(), document=None):
    """Asks for the viewer's blue tick and returns the request, as `selectors.get_verification` does.

    Raises Conflict `verification_open` or `already_verified`, Invalid (`document`: not_found).
    """
    return sql.do(viewer, "ask_verification", category, legal_name, list(links), document)


def approve_verification(viewer, request_id):
    """`viewer` is staff. Raises NotFound, Conflict `decided`, Forbidden `own_request`."""
    sql.do(viewer, "approve_verification", request_id)


def refuse_verification(viewer, request_id, reason):
    """`reason` is for the member to read. Raises as `approve_verification`, and Invalid without a reason."""
    sql.do(viewer, "refuse_verification", request_id, reason)
