"""FFmpeg in the cage: one input, by descriptor and of a format that we name, and files in the folder of the work.

Inputs are never opened by name: the only protocol that is allowed is `fd`, so that whatever a file refers to (other
files, addresses, playlists) cannot be opened. Only decoders of codecs that cameras and phones write may run.
"""

import re
import shutil
import subprocess
from functools import cache
from typing import NamedTuple

import ffmpeg
import imageio_ffmpeg
from django.conf import settings

from posts.processing import Refused, cage

FILE_BYTES = 2 * 1024 * 1024 * 1024  # of one rendition
THREADS = 2
LARGEST_BLOCK = 512 * 1024 * 1024  # bytes of memory that FFmpeg asks for at once
TOLD_TO_END = 255  # its status then: it hears itself that its time of the processor is used up
BROKEN_SHARE = 0.2  # of what it decodes may be damaged
DECODERS = (
    "h264,hevc,vp8,vp9,libvpx-vp9,av1,libdav1d,mpeg4,mjpeg,gif,png,aac,mp3,mp3float,opus,libopus,vorbis,libvorbis,flac,"
    "alac,ac3,eac3,pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_alaw,pcm_mulaw,mov_text,webvtt,subrip"
)
STREAM = re.compile(r"  Stream #0:(\d+)[^ ]*: (Video|Audio|Subtitle): (.*)")
DURATION = re.compile(r"  Duration: (\d+):(\d\d):(\d\d\.\d\d)")
SIZE = re.compile(r", (\d+)x(\d+)\b")
TIME = re.compile(r"out_time_us=(\d+)")
FRAMES = re.compile(r"frame=(\d+)")


class Probe(NamedTuple):
    """What FFmpeg says of a file before it decodes. The duration (seconds) is only what the file claims, or None."""

    video: int | None  # numbers of streams
    audio: int | None
    captions: int | None
    pixels: int
    duration: float | None


class Ran(NamedTuple):
    """What came out by FFmpeg's own count."""

    seconds: float
    frames: int


@cache
def program():
    """FFMPEG, or the one on the path where that is new enough, or the one that came with imageio-ffmpeg."""
    if settings.FFMPEG:
        return settings.FFMPEG
    found = shutil.which("ffmpeg")
    if found:
        answer = subprocess.run([found, "-hide_banner", "-protocols"], capture_output=True, text=True, check=False)  # noqa: S603
        if re.search(r"^ *fd$", answer.stdout, re.MULTILINE):
            return found
    return imageio_ffmpeg.get_ffmpeg_exe()


def source(reader, **options):
    """The input: standard input, read as `reader` says and in no other way."""
    return ffmpeg.input(
        "fd:", f=reader, fd=0, protocol_whitelist="fd", codec_whitelist=DECODERS, threads=THREADS,
        max_pixels=settings.MEDIA_VIDEO_PIXELS, max_error_rate=BROKEN_SHARE, **options,
    )  # fmt: skip


def probe(reader, path, folder, moved):
    """Probe of a file. Raises Refused `broken` where there is nothing in it."""
    command = [*_before("info"), *source(reader).output("-").get_args()[:-1]]
    done = cage.run(_caged(folder, command), folder, path, moved=moved)  # without an output, its status is never 0
    streams = STREAM.findall(done.complained)
    if not streams:
        raise Refused("broken")
    shown = [(number, words) for number, kind, words in streams if kind == "Video" and "(attached pic)" not in words]
    size = SIZE.search(shown[0][1]) if shown else None
    claimed = DURATION.search(done.complained)
    return Probe(
        int(shown[0][0]) if shown else None,
        _first(streams, "Audio"),
        _first(streams, "Subtitle"),
        int(size[1]) * int(size[2]) if size else 0,
        int(claimed[1]) * 3600 + int(claimed[2]) * 60 + float(claimed[3]) if claimed else None,
    )


def _first(streams, wanted):
    return next((int(number) for number, kind, _ in streams if kind == wanted), None)


def run(output, path, folder, moved, seconds=None):
    """Runs a graph of ffmpeg-python. Returns Ran; raises Refused `broken`, `too_costly`, CageBroke.

    `moved(share)` gets the share that is done, of `seconds` where those are given.
    """
    counted = {"seconds": 0.0, "frames": 0}

    def heard(line):
        if time := TIME.match(line):
            counted["seconds"] = int(time[1]) / 1_000_000
        elif frames := FRAMES.match(line):
            counted["frames"] = int(frames[1])

    def tick():
        moved(min(1.0, counted["seconds"] / seconds) if seconds else 0.0)

    command = [*_before("error"), "-progress", "pipe:1", *output.get_args()]
    done = cage.run(_caged(folder, command), folder, path, moved=tick, heard=heard)
    if done.status:
        raise Refused("too_costly" if done.status == TOLD_TO_END else "broken")
    return Ran(**counted)


def _before(loudness):
    return ["-hide_banner", "-nostdin", "-y", "-v", loudness, "-max_alloc", str(LARGEST_BLOCK)]


def _caged(folder, arguments):
    name = program()
    return cage.confined(cage.limits(folder, settings.MEDIA_CPU, FILE_BYTES, [name]), name, arguments)
