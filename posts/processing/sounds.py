"""Sounds: AAC in MPEG-4, with nothing of what was written into the file."""

import ffmpeg
from django.conf import settings

from posts.processing import Made, Refused
from posts.processing import ffmpeg as caged

FILE = "audio.m4a"
#: What every rendition is written with: nothing of the source's texts, pictures and chapters comes along.
PLAIN = {"map_metadata": -1, "map_chapters": -1, "fflags": "+bitexact", "movflags": "+faststart"}
#: AAC as it plays everywhere.
AAC = {"c:a": "aac", "b:a": "128k", "ac": 2, "ar": 48_000, "flags:a": "+bitexact"}
CUT_OFF = 0.9  # of the time that a file claims has to be in it


def make(found, probe, source, folder, moved):
    """Made of a sound. Raises Refused, CageBroke."""
    if probe.audio is None:
        raise Refused("no_sound")
    require_time(probe, settings.MEDIA_AUDIO_SECONDS)
    stream = caged.source(found.reader)[str(probe.audio)]
    output = ffmpeg.output(stream, FILE, f="mp4", vn=None, t=settings.MEDIA_AUDIO_SECONDS + 1, **AAC, **PLAIN)
    ran = caged.run(output, source, folder, moved, probe.duration)
    require_whole(probe, ran, settings.MEDIA_AUDIO_SECONDS)
    variant = file_variant(folder, "audio", FILE, "audio/mp4")
    return Made("audio", [variant], [FILE], duration=round(ran.seconds, 3))


def require_time(probe, most):
    """Raises Refused `too_long` where a file itself says that it is."""
    if probe.duration is not None and probe.duration > most + 0.5:
        raise Refused("too_long")


def require_whole(probe, ran, most):
    """Raises Refused where more came out than may, nothing at all, or much less than the file claims to hold."""
    if ran.seconds > most + 0.5:
        raise Refused("too_long")
    if ran.seconds <= 0 or (probe.duration or 0) * CUT_OFF - 1 > ran.seconds:
        raise Refused("broken")


def file_variant(folder, name, file, content_type, width=None, height=None):
    """A variant, of a file that was written just now."""
    size = (folder / file).stat().st_size
    return {
        "name": name, "file": file, "width": width, "height": height, "content_type": content_type, "size": size,
    }  # fmt: skip
