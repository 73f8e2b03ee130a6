"""Files in pieces, as players ask for them (RFC 9110, one range of bytes at a time)."""

import re

from django.http import FileResponse, HttpResponse

RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})\Z")


def answer(request, file, size, **options):
    """The file, or the piece of it that was asked for. `file` can seek; it has `size` bytes.

    options: as of FileResponse. Several ranges at once, and those that hold only for another version, get the whole.
    """
    wanted = _range(request, size)
    if wanted is None:
        response = FileResponse(file, **options)
    elif wanted == ():
        file.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = _piece(file, size, *wanted, options)
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _piece(file, size, first, last, options):
    file.seek(first)
    response = FileResponse(_Limited(file, last - first + 1), status=206, **options)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return response


class _Limited:
    """The next bytes of a file, and no more."""

    def __init__(self, file, left):
        self.file, self.left, self.close = file, left, file.close

    def read(self, most):
        chunk = self.file.read(min(most, self.left))
        self.left -= len(chunk)
        return chunk


def _range(request, size):
    """(first, last) byte, () where there is no such, None for the whole."""
    match = RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    if match is None or "If-Range" in request.headers or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:  # the last so many
        first, last = max(0, size - int(last)), size - 1
    else:
        first, last = int(first), min(int(last or size - 1), size - 1)
    if first >= size:
        return ()
    return (first, last) if first <= last else None
