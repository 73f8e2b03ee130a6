"""Public files by their names, where no front serves them from a folder: with a bucket, or on a bare server."""

import re
from pathlib import PurePosixPath

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from topin import files

KINDS = {".webp": "image/webp"}  # what we make; anything else is handed out as bytes to be saved
#: As we make names: short parts, and no dots but the one of the ending.
NAME = re.compile(r"(?:[A-Za-z0-9_-]{1,64}/){0,8}[A-Za-z0-9_-]{1,64}\.[a-z0-9]{1,8}\Z")
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def show(request, name):
    """The file, or 404."""
    if not NAME.match(name):
        raise Http404
    try:
        file = files.public.open(name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    kind = KINDS.get(PurePosixPath(name).suffix)
    return FileResponse(
        file, as_attachment=kind is None, content_type=kind or "application/octet-stream", headers=HEADERS
    )
