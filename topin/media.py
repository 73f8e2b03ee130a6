"""Public files by their names, where no front serves them from a folder: with a bucket, or on a bare server."""

from pathlib import PurePosixPath

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from topin import files

KINDS = {".webp": "image/webp"}  # what we make; anything else is handed out as bytes to be saved
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def show(request, name):
    """The file, or 404. Names come from us and hold no dots but the one of the ending."""
    path = PurePosixPath(name)
    if not name.isascii() or ".." in path.parts or str(path) != name or not path.suffix:
        raise Http404
    try:
        file = files.public.open(name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    kind = KINDS.get(path.suffix)
    return FileResponse(
        file, as_attachment=kind is None, content_type=kind or "application/octet-stream", headers=HEADERS
    )
