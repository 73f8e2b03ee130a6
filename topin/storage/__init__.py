"""Originals on their way into the private store: where they are sent, what has arrived, and putting it together.

Members send files straight to the storage, in one piece or in parts, to addresses that somebody signed: we do
for files of this machine (`disk`), the keys of the bucket do for S3 (`bucket`). Both offer the same deeds, so
nobody else knows which it is.
"""

from datetime import datetime
from math import ceil
from typing import NamedTuple

from django.conf import settings
from django.core.files.storage import storages
from django.utils.functional import SimpleLazyObject


class UploadGone(LookupError):
    """The parts are no longer there: another request put them together at this moment, or they were removed."""


class Upload(NamedTuple):
    """A file that is or was on its way in."""

    id: str  # of the medium
    state: str
    original: str  # its name in the private store
    upload_id: str | None  # how the storage calls an upload in parts
    size: int  # bytes
    content_type: str

    @property
    def in_parts(self):
        return self.size > settings.MEDIA_PART_THRESHOLD

    @property
    def part_size(self):
        return settings.MEDIA_PART_BYTES if self.in_parts else self.size

    @property
    def numbers(self):
        """Of its parts, from 1; a file in one piece is part 1."""
        return range(1, ceil(self.size / self.part_size) + 1)

    def size_of(self, number):
        """Bytes of a part: the last one has what is left."""
        return min(self.part_size, self.size - (number - 1) * self.part_size)


class Address(NamedTuple):
    """Where a part is sent, by PUT and with these headers, until when."""

    number: int
    url: str
    headers: dict
    expires_at: datetime


class Part(NamedTuple):
    """A part that has arrived, once or again."""

    number: int
    size: int  # bytes
    etag: str


def _uploads():
    from topin.storage.bucket import BucketUploads  # boto3 takes a second to import
    from topin.storage.disk import DiskUploads

    return (BucketUploads if settings.STORAGE == "s3" else DiskUploads)(storages["private"])


uploads = SimpleLazyObject(_uploads)


def reading_address(store, name, seconds, content_type):
    """An address of the bucket by which anybody reads a file for so many seconds."""
    from topin.storage import bucket

    return bucket.reading_address(store, name, seconds, content_type)
