"""Captions of a film, taken out as WebVTT: the words and their times, and nothing else that was in the track."""

import re

import ffmpeg
from django.conf import settings

from posts.processing import Refused
from posts.processing import ffmpeg as caged

FILE, TYPE = "captions.vtt", "text/vtt"
TIMES = re.compile(r"((?:\d+:)?\d\d:\d\d\.\d{3}) --> ((?:\d+:)?\d\d:\d\d\.\d{3})")
TAG = re.compile(r"<(?!/?[biu]>)[^>]*>?")  # all but bold, italic and underlined


def write(found, probe, source, folder, moved):
    """Writes captions into the folder and returns whether there are any. A track that cannot be read is left out."""
    if probe.captions is None:
        return False
    stream = caged.source(found.reader)[str(probe.captions)]
    raw = folder / "raw.vtt"
    try:
        caged.run(ffmpeg.output(stream, raw.name, f="webvtt", map_metadata=-1), source, folder, moved)
    except Refused:
        return False
    if not raw.exists() or raw.stat().st_size > settings.MEDIA_CAPTIONS_BYTES:
        return False
    cues = _cues(raw.read_text(errors="replace"))
    (folder / FILE).write_text("\n\n".join(["WEBVTT", *cues]) + "\n")
    return bool(cues)


def _cues(text):
    """Blocks that begin with times; styles, notes and regions are none."""
    found = []
    for block in re.split(r"\n{2,}", text):
        for place, line in enumerate(lines := block.splitlines()):
            times = TIMES.match(line)
            words = [TAG.sub("", one) for one in lines[place + 1 :]]
            if times:
                found += ["\n".join([f"{times[1]} --> {times[2]}", *words])] if any(words) else []
                break
    return found
