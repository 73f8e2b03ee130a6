"""Pictures: drawn anew as WebP in several widths, upright, in sRGB, with nothing of what was written into the file."""

import json
import re
from pathlib import Path

from django.conf import settings

from posts.processing import Made, Refused, cage

PROGRAM = Path(__file__).with_name("drawing.py")
STEPS = (320, 640, 1280, 2048)  # pixels of width; none is wider than the picture
POSTER_STEPS = (1280,)
FILE_BYTES = 64 * 1024 * 1024  # of one rendition
BLURHASH = re.compile(r"[0-9A-Za-z#$%*+,\-.:;=?@\[\]^_{|}~]{6,100}\Z")
#: A GIF that moves: `films` has to make something of it.
ANIMATED = "animated"


def make(found, source, folder, moved):
    """Made of a picture, or ANIMATED. Raises Refused, CageBroke."""
    drawn = _draw(found.reader, source, folder, moved, STEPS)
    if drawn == ANIMATED:
        return ANIMATED
    variants, blurhash = drawn
    return Made(
        "image", variants, [v["file"] for v in variants], variants[0]["width"], variants[0]["height"], None, blurhash
    )


def poster(source, folder, moved):
    """({variant}, blurhash) of a frame that a program of ours wrote as PNG."""
    (variant,), blurhash = _draw("PNG", source, folder, moved, POSTER_STEPS, "poster")
    return variant, blurhash


def _draw(reader, source, folder, moved, steps, stem=""):
    task = {
        "format": reader,
        "pixels": settings.MEDIA_IMAGE_PIXELS,
        "side": settings.MEDIA_IMAGE_SIDE,
        "steps": steps,
        "stem": stem,
        "limits": cage.limits(folder, settings.MEDIA_IMAGE_CPU, FILE_BYTES),
    }
    done = cage.run(cage.python(PROGRAM, task), folder, source, moved=moved)
    if done.status:
        raise Refused("broken")
    told = json.loads(done.said.partition("\n")[0] or '{"failure": "broken"}')
    if told.get("failure"):
        raise Refused(told["failure"])
    if told.get("animated"):
        return ANIMATED
    names = {stem} if stem else {str(step) for step in steps}
    return [_variant(folder, names, *one) for one in told["files"]], _believed(told["blurhash"])


def _variant(folder, names, name, width, height):
    """What the program says it drew, believed no further than it can be checked."""
    path = folder / f"{name}.webp"
    if name not in names or path.is_symlink() or not path.is_file():
        raise Refused("broken")
    with path.open("rb") as file:
        head = file.read(12)
    if head[:4] != b"RIFF" or head[8:] != b"WEBP":
        raise Refused("broken")
    size = path.stat().st_size
    return {
        "name": name, "file": path.name, "width": int(width), "height": int(height),
        "content_type": "image/webp", "size": size,
    }  # fmt: skip


def _believed(blurhash):
    if not BLURHASH.match(blurhash):
        raise Refused("broken")
    return blurhash
