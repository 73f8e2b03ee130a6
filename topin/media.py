"""Files by their addresses: those for everybody by their names, others by addresses that are signed for an hour.

A front that has the files serves them itself, and asks `check` about signed ones. Here they are served with a
bucket, and on a bare server.
"""

import re
from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from topin import files, ranges, signed, storage

#: What we make; anything else is handed out as bytes to be saved. The Caddyfile says the same.
KINDS = {
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".mp4": "video/mp4",
    ".m4s": "video/mp4",
    ".ts": "video/mp2t",
    ".m4a": "audio/mp4",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".vtt": "text/vtt; charset=utf-8",
}
#: Names in it are meant from where it was read, so nobody is sent elsewhere for it.
PLAYLIST = ".m3u8"
#: As we make names: short parts, and no dots but the one of the ending.
NAME = re.compile(r"(?:[A-Za-z0-9_-]{1,64}/){0,8}[A-Za-z0-9_-]{1,64}\.[a-z0-9]{1,8}\Z")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
FOR_EVER = "public, max-age=31536000, immutable"
STABLE = 900  # seconds that a signed address stays the same


@require_safe
def show(request, name):
    """A public file, or 404."""
    if not NAME.match(name):
        raise Http404
    in_bucket = settings.STORAGE == "s3" and name.startswith("media/") and PurePosixPath(name).suffix != PLAYLIST
    if in_bucket:
        return _elsewhere(files.public, name, 2 * STABLE, "public")
    return _here(request, files.public, name, FOR_EVER)


@require_safe
def show_signed(request, address):
    """A private file whose address we signed, or 404."""
    found = signed.opened_by(request.path)
    if found is None:
        raise Http404
    if settings.STORAGE == "s3" and not found.name.endswith(PLAYLIST):
        return _elsewhere(files.private, found.name, found.seconds, "private")
    return _here(request, files.private, found.name, f"private, max-age={found.seconds}")


@require_safe
def check(request):
    """204 when the front may serve the address that it tells us of, else 404."""
    path = request.headers.get("X-Forwarded-Uri", "").partition("?")[0]
    if signed.opened_by(path) is None:
        raise Http404
    return HttpResponse(status=204)


def _here(request, store, name, caching):
    try:
        file, size = store.open(name), store.size(name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    kind = KINDS.get(PurePosixPath(name).suffix)
    return ranges.answer(
        request,
        file,
        size,
        as_attachment=kind is None,
        content_type=kind or "application/octet-stream",
        headers={**HEADERS, "Cache-Control": caching},
    )


def _elsewhere(store, name, seconds, whose):
    """Sends on to the bucket, which answers in pieces too, by an address that is good for so many seconds."""
    address = storage.reading_address(store, name, seconds, KINDS.get(PurePosixPath(name).suffix))
    response = HttpResponseRedirect(address)
    response.headers["Cache-Control"] = f"{whose}, max-age={min(seconds, STABLE)}"
    return response
