"""What may be handed in for which purpose, by the type that is announced: processing finds out what it is."""

from django.conf import settings

from topin import errors

IMAGES = ("image/jpeg", "image/png", "image/webp", "image/avif", "image/heic", "image/heif", "image/gif")
VIDEOS = ("video/mp4", "video/quicktime", "video/webm")
SOUNDS = (
    *("audio/mpeg", "audio/mp3", "audio/mp4", "audio/m4a", "audio/x-m4a", "audio/aac", "audio/ogg"),
    *("audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave", "audio/flac", "audio/x-flac"),
)
DOCUMENTS = ("application/pdf", "image/jpeg", "image/png", "image/webp")
SHOWN = (*IMAGES, *VIDEOS, *SOUNDS)
TYPES = {"post": SHOWN, "message": SHOWN, "avatar": IMAGES, "document": DOCUMENTS}
WORDS = {
    "post": (
        "a picture (JPEG, PNG, WebP, AVIF, HEIC, GIF), a video (MP4, MOV, WebM) or a sound (MP3, M4A, OGG, WAV, FLAC)"
    ),
    "avatar": "a picture: JPEG, PNG, WebP, AVIF, HEIC or GIF",
    "document": "a PDF, JPEG, PNG or WebP",
}
WORDS["message"] = WORDS["post"]


def plain_type(content_type):
    """Without parameters, in lower case: `video/webm` of `Video/WebM; codecs=vp9`."""
    return content_type.partition(";")[0].strip().lower()


def refuse_unfit(purpose, content_type, size):
    """Raises UnsupportedMediaType for a type that no medium of this purpose has, TooLarge for too many bytes."""
    if content_type not in TYPES[purpose]:
        raise errors.UnsupportedMediaType(f"This kind of file cannot be used here. Choose {WORDS[purpose]}.")
    most = most_bytes(purpose, content_type)
    if size > most:
        raise errors.TooLarge(f"This file is too large: at most {shown_size(most)}. Choose a smaller one.")


def most_bytes(purpose, content_type):
    """How large a file of this purpose and type may be."""
    if purpose == "avatar":
        return settings.PICTURE_BYTES
    if purpose == "document":
        return settings.DOCUMENT_BYTES
    kind = content_type.partition("/")[0]
    limits = {"video": settings.MEDIA_VIDEO_BYTES, "audio": settings.MEDIA_AUDIO_BYTES}
    return limits.get(kind, settings.MEDIA_IMAGE_BYTES)


def shown_size(size):
    """Bytes as people read them: `20 MiB`."""
    return f"{size / 1024**2:.3g} MiB" if size >= 1024**2 else f"{size} bytes"
