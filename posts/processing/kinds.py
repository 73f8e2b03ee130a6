"""What a file is by its first bytes, and whether that is what its member announced. Nothing is decoded."""

from typing import NamedTuple

from posts.processing import Refused

HEAD = 4096  # bytes that are looked at
AVIF_BRANDS = {b"avif", b"avis"}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis"}
MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso3",
    b"iso4",
    b"iso5",
    b"iso6",
    b"iso7",
    b"iso8",
    b"iso9",
    b"mp41",
    b"mp42",
    b"avc1",
}
MP4_BRANDS |= {b"M4V ", b"M4VH", b"M4VP", b"M4A ", b"M4B ", b"MSNV", b"dash", b"f4v ", b"XAVC", b"qt  "}
#: How a QuickTime film without a brand begins.
OLD_MOVIE = {b"moov", b"mdat", b"wide", b"free", b"skip"}

IMAGE, ANIMATION, FILM, SOUND, DOCUMENT = "image", "gif", "film", "sound", "document"


class Format(NamedTuple):
    """A format that we take: its family, and FFmpeg's or Pillow's name of what reads it."""

    name: str
    family: str
    reader: str


FORMATS = {
    form.name: form
    for form in (
        Format("jpeg", IMAGE, "JPEG"),
        Format("png", IMAGE, "PNG"),
        Format("webp", IMAGE, "WEBP"),
        Format("avif", IMAGE, "AVIF"),
        Format("heic", IMAGE, "HEIF"),
        Format("gif", ANIMATION, "GIF"),
        Format("mp4", FILM, "mov"),
        Format("webm", FILM, "matroska"),
        Format("mp3", SOUND, "mp3"),
        Format("ogg", SOUND, "ogg"),
        Format("wav", SOUND, "wav"),
        Format("flac", SOUND, "flac"),
        Format("pdf", DOCUMENT, ""),
    )
}
#: Content types that members announce → the format that has to be found.
ANNOUNCED = {
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/heic": "heic",
    "image/heif": "heic",
    "image/gif": "gif",
    "video/mp4": "mp4",
    "video/quicktime": "mp4",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/mp4": "mp4",
    "audio/x-m4a": "mp4",
    "audio/m4a": "mp4",
    "audio/aac": "mp4",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/wave": "wav",
    "audio/vnd.wave": "wav",
    "audio/flac": "flac",
    "audio/x-flac": "flac",
    "application/pdf": "pdf",
}
DOCUMENTS = {"pdf", "jpeg", "png", "webp"}


def find(file):
    """The Format of a seekable binary file; it is rewound. Raises Refused `unsupported_type`."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    name = _riff(head) or _boxes(head) or _matroska(head) or _by_magic(head) or ("mp3" if _is_mp3(head) else None)
    if name is None:
        raise Refused("unsupported_type")
    return FORMATS[name]


def require_fit(found, content_type, purpose):
    """Raises Refused where a format is not what was announced, or nothing for this purpose."""
    if ANNOUNCED.get(content_type.partition(";")[0].strip().lower()) != found.name:
        raise Refused("type_mismatch")
    if purpose == "document":
        fits = found.name in DOCUMENTS
    elif purpose == "avatar":
        fits = found.family in (IMAGE, ANIMATION)
    else:
        fits = found.family != DOCUMENT
    if not fits:
        raise Refused("unsuitable")


def _by_magic(head):
    starts = (
        (b"\xff\xd8\xff", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"OggS\0", "ogg"),
        (b"fLaC", "flac"),
        (b"%PDF-", "pdf"),
        (b"ID3", "mp3"),
    )
    return next((name for start, name in starts if head.startswith(start)), None)


def _riff(head):
    return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12]) if head[:4] == b"RIFF" else None


def _boxes(head):
    """MPEG-4 and what is built like it: a length and a name, the first of them `ftyp`."""
    if head[4:8] in OLD_MOVIE:
        return "mp4"
    if head[4:8] != b"ftyp":
        return None
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    for brand in brands:  # the first one that we know: it is the one the file is made for
        for name, known in (("avif", AVIF_BRANDS), ("heic", HEIC_BRANDS), ("mp4", MP4_BRANDS)):
            if brand in known:
                return name
    return None


def _matroska(head):
    """Only WebM: other Matroska files carry attachments, scripts of subtitles and links to further files."""
    return "webm" if head[:4] == b"\x1a\x45\xdf\xa3" and b"\x42\x82\x84webm" in head[:64] else None


#: Kilobits a second of MPEG-1 layer III and of MPEG-2 and 2.5, and samples a second by version.
RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _is_mp3(head):
    """Two frames, one right behind the other: a single mark of two bytes stands in files of any kind."""
    first = _frame_length(head[:4])
    return bool(first) and bool(_frame_length(head[first : first + 4]))


def _frame_length(four):
    if len(four) < 4 or four[0] != 0xFF or four[1] & 0xE6 != 0xE2:  # layer III
        return 0
    version, rate, sample = four[1] >> 3 & 3, four[2] >> 4, four[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or sample == 3:
        return 0
    bits = RATES[3 if version == 3 else 2][rate] * 1000
    return (144 if version == 3 else 72) * bits // SAMPLES[version][sample] + (four[2] >> 1 & 1)
