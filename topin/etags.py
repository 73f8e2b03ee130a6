"""Strong ETags over the bytes of an answer, and `If-Match` against lost updates."""

from hashlib import sha256

from django.http import HttpResponse

from topin import errors, sql
from topin.bodies import to_bytes


def etag_of(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:32]}"'


def tagged(request, response):
    """The answer with its ETag, or 304 when the caller has it already."""
    etag = etag_of(response.content)
    if _names(request.META.get("HTTP_IF_NONE_MATCH"), etag, weakly=True):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    response["ETag"] = etag
    return response


def guarded(view, request, run):
    """`run` in one transaction with the check of `If-Match`.

    All writers of a resource queue on its lock, so that what was compared is what is changed. Raises
    PreconditionFailed when the resource is not what the caller read.
    """

    def run_guarded():
        with sql.acting_as(request.viewer):
            sql.call("lock_resource", f"{view.resource(request)} {request.viewer.user_id}")
            wanted = request.META.get("HTTP_IF_MATCH")
            if wanted is not None:
                current = view.current(request)
                if not _names(wanted, etag_of(to_bytes(current.data)), weakly=False):
                    raise errors.PreconditionFailed()
            return run()

    return run_guarded


def _names(header, etag, *, weakly):
    if header is None:
        return False
    tags = [tag.strip() for tag in header.split(",")]
    return "*" in tags or etag in tags or (weakly and f"W/{etag}" in tags)
