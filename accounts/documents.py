"""What may be handed in as a proof, judged by its first bytes: what a client says of it counts for nothing."""

import unicodedata
from typing import NamedTuple

from django.conf import settings

from topin import errors

FILENAME_LENGTH = 200


class Kind(NamedTuple):
    content_type: str
    ending: str


#: Where a signature begins, its bytes, and what it is the signature of.
SIGNATURES = [
    (0, b"%PDF-", Kind("application/pdf", ".pdf")),
    (0, b"\xff\xd8\xff", Kind("image/jpeg", ".jpg")),
    (0, b"\x89PNG\r\n\x1a\n", Kind("image/png", ".png")),
    (8, b"WEBP", Kind("image/webp", ".webp")),
]


def kind_of(upload):
    """The Kind of a Django upload. Raises TooLarge, UnsupportedMediaType."""
    refuse_large(upload.size)
    upload.seek(0)
    head = upload.read(16)
    upload.seek(0)
    for start, signature, kind in SIGNATURES:
        if head[start : start + len(signature)] == signature and (start == 0 or head.startswith(b"RIFF")):
            return kind
    raise errors.UnsupportedMediaType("A document is a PDF, JPEG, PNG or WebP")


def refuse_large(size):
    """Raises TooLarge for so many bytes."""
    if size > settings.DOCUMENT_BYTES:
        raise errors.TooLarge(f"A document has at most {settings.DOCUMENT_BYTES} bytes")


def shown_name(filename):
    """A file's name as its member gave it, without folders, and without characters that mislead whoever reads it."""
    last = (filename or "").replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    return plain.strip()[:FILENAME_LENGTH]
