"""What a file is by its first bytes, and how large its picture: read by hand, nothing is decoded.

This runs where requests are answered. It only has to refuse what is plainly no picture of ours; the
cage finds out whether the rest of the file keeps the promise.
"""

import struct
from typing import NamedTuple

HEAD = 64 * 1024  # bytes that are looked through, except in JPEG, where tables may come before the size
AVIF_BRANDS = (b"avif", b"avis", b"mif1", b"msf1", b"miaf")
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs")
#: Markers of JPEG that hold the size (SOF0 … SOF15 without the tables among them).
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Head(NamedTuple):
    format: str  # as Pillow calls it
    width: int
    height: int


class Unreadable(ValueError):
    """No picture that we take. Its text is a sentence for whoever sent it."""


def read(file):
    """The Head of a seekable binary file; it is rewound. Raises Unreadable."""
    file.seek(0)
    head = file.read(HEAD)
    try:
        found = _png(head) or _gif(head) or _webp(head) or _heif(head) or _jpeg(head, file)
    except (struct.error, IndexError) as error:
        raise Unreadable("This file ends before its picture begins.") from error
    finally:
        file.seek(0)
    if found is None:
        raise Unreadable("Send a picture as JPEG, PNG, WebP, GIF or AVIF.")
    if not (found.width and found.height):
        raise Unreadable("This picture is empty.")
    return found


def _png(head):
    if not head.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    if head[12:16] != b"IHDR":
        raise Unreadable("This file is no whole PNG picture.")
    return Head("PNG", *struct.unpack(">II", head[16:24]))


def _gif(head):
    return Head("GIF", *struct.unpack("<HH", head[6:10])) if head[:6] in (b"GIF87a", b"GIF89a") else None


def _webp(head):
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP":
        return None
    kind, data = head[12:16], head[20:]
    if kind == b"VP8X":
        return Head("WEBP", 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little"))
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return Head("WEBP", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[6:10])
        return Head("WEBP", width & 0x3FFF, height & 0x3FFF)
    raise Unreadable("This file is no whole WebP picture.")


def _heif(head):
    if head[4:8] != b"ftyp":
        return None
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4], "big"), 256), 4))]
    if any(brand in HEIC_BRANDS for brand in brands):
        raise Unreadable("HEIC pictures cannot be read here: send it as JPEG.")
    if not any(brand in AVIF_BRANDS for brand in brands):
        return None
    sizes = [struct.unpack(">II", head[at + 8 : at + 16]) for at in _places(head, b"ispe")]
    if not sizes:
        raise Unreadable("This file is no whole AVIF picture.")
    return Head("AVIF", max(w for w, _ in sizes), max(h for _, h in sizes))


def _places(head, name):
    at = head.find(name)
    while at >= 0:
        yield at
        at = head.find(name, at + 4)


def _jpeg(head, file):
    """Walks over the segments, by seeking, to the one with the size."""
    if not head.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    for _ in range(1_000):
        file.seek(at)
        segment = file.read(9)
        if len(segment) < 9 or segment[0] != 0xFF:
            break
        if segment[1] in FRAMES:
            height, width = struct.unpack(">HH", segment[5:9])
            return Head("JPEG", width, height)
        fill_or_bare = segment[1] == 0xFF or 0xD0 <= segment[1] <= 0xD8 or segment[1] == 0x01
        at += 1 if segment[1] == 0xFF else 2 if fill_or_bare else 2 + int.from_bytes(segment[2:4], "big")
    raise Unreadable("This file is no whole JPEG picture.")
