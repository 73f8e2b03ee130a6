"""Uploads to files of this machine: to addresses of ours, whose signature says what may be written, and how much.

Parts lie beside the original as `<original>.parts/<number>.<etag>` until all of them are there. A part is
renamed to that when its last byte has come, so what was cut off half-way never counts; sent again, it replaces
the one before.
"""

import os
import shutil
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core import signing

from topin import errors
from topin.storage import Address, Part, UploadGone

SALT = "topin.storage.upload"
HEADERS = {"Content-Type": "application/octet-stream"}
CHUNK = 256 * 1024


class Ticket(NamedTuple):
    """What an address allows."""

    media_id: str
    original: str
    number: int
    size: int  # bytes, exactly


class DiskUploads:
    def __init__(self, store):
        self.store = store

    def begin(self, upload):
        """None: such an upload has no name of its own."""

    def addresses(self, upload, numbers):
        """An Address for each of these parts."""
        until = datetime.now(UTC) + timedelta(seconds=settings.MEDIA_UPLOAD_SECONDS)
        return [Address(number, self._url(upload, number), HEADERS, until) for number in numbers]

    def _url(self, upload, number):
        token = signing.dumps([upload.id, upload.original, number, upload.size_of(number)], salt=SALT)
        return f"{settings.SITE_URL}{settings.MEDIA_URL}upload/{token}"

    def read_ticket(self, token):
        """The Ticket of an address of ours. Raises Forbidden when it is none of ours or too old."""
        try:
            return Ticket(*signing.loads(token, salt=SALT, max_age=settings.MEDIA_UPLOAD_SECONDS))
        except signing.BadSignature as error:
            message = "This address is not good any more. Ask for a new one."
            raise errors.Forbidden(message, code="address_expired") from error

    def receive(self, ticket, read):
        """Writes a part from `read(bytes)`, as much at a time as a chunk has, and returns its ETag.

        Raises Invalid when the bytes are not as many as they should be, then what was there before stays;
        UploadGone where the parts were put together or removed meanwhile.
        """
        folder = self._parts_folder(ticket.original)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _unfinished(folder) as new:
            size, digest = _write(new, read, ticket.size)
            if size != ticket.size:
                message = f"{size} bytes arrived in the place of {ticket.size}. Send this part again."
                raise errors.Invalid(message, code="upload_incomplete")
            try:
                os.replace(new, folder / f"{ticket.number}.{digest}")
            except FileNotFoundError as error:
                raise UploadGone(ticket.original) from error
        for older in folder.glob(f"{ticket.number}.*"):
            if older.name != f"{ticket.number}.{digest}":
                older.unlink(missing_ok=True)
        return digest

    def arrived(self, upload):
        """The Parts that are there, in the order in which they came; the last one of a number counts."""
        found = []
        for path in self._parts_folder(upload.original).glob("[0-9]*.*"):
            with suppress(FileNotFoundError):  # replaced or put together at this moment
                found.append((path.stat().st_mtime_ns, Part(int(path.stem), path.stat().st_size, path.suffix[1:])))
        return [part for _, part in sorted(found)]

    def finish(self, upload, parts):
        """Makes the original of parts that are all there. Raises UploadGone where somebody did it before."""
        original, folder = Path(self.store.path(upload.original)), self._parts_folder(upload.original)
        paths = [folder / f"{part.number}.{part.etag}" for part in parts]
        try:
            if len(paths) == 1:
                os.replace(paths[0], original)
            else:
                with _unfinished(folder) as new:
                    _join(paths, new)
                    os.replace(new, original)
        except FileNotFoundError as error:
            raise UploadGone(upload.original) from error
        shutil.rmtree(folder, ignore_errors=True)

    def is_there(self, upload):
        """Whether all of the original has been put together."""
        path = Path(self.store.path(upload.original))
        return path.is_file() and path.stat().st_size == upload.size

    def abort(self, original, upload_id):
        """Forgets the parts of an upload that never became whole."""
        shutil.rmtree(self._parts_folder(original), ignore_errors=True)

    def abort_older(self, moment):
        """The same for all whose last part came before a moment: nobody can go on with them. Returns how many."""
        root = Path(self.store.path("originals"))
        old = []
        for folder in root.glob("*.parts"):
            with suppress(FileNotFoundError):  # put together or removed at this moment
                if folder.stat().st_mtime < moment.timestamp():
                    old.append(folder)
        for folder in old:
            shutil.rmtree(folder, ignore_errors=True)
        return len(old)

    def written_before(self, moment):
        """Lists of names of originals that were written before a moment."""
        root, names = Path(self.store.path("originals")), []
        for path in root.glob("*"):
            with suppress(FileNotFoundError):  # removed at this moment
                if path.is_file() and path.stat().st_mtime < moment.timestamp():
                    names.append(f"originals/{path.name}")
        yield names

    def _parts_folder(self, original):
        return Path(self.store.path(f"{original}.parts"))


@contextmanager
def _unfinished(folder):
    """The path of a new file that is gone afterwards, unless it was renamed."""
    path = folder / f"new-{uuid4().hex}"
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _write(path, read, most):
    """Copies what can be read, never more than a chunk above `most`. Returns (bytes, MD5, which S3 calls ETag)."""
    size, digest = 0, md5(usedforsecurity=False)
    with open(path, "wb", opener=_private) as file:
        while size <= most and (chunk := read(min(CHUNK, most + 1 - size))):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def _private(path, flags):
    return os.open(path, flags, 0o600)


def _join(paths, target):
    """Copies files one after the other, inside the kernel where it can."""
    with open(target, "wb", opener=_private) as joined:
        for path in paths:
            with open(path, "rb") as part:
                shutil.copyfileobj(part, joined, 1024 * 1024)
