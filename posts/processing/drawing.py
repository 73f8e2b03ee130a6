"""Runs in the cage: reads a picture from standard input and writes WebP pictures into its folder.

A program of its own, started by `images`. Argument: JSON {format, pixels, side, steps, stem, limits}. Answer: a line
of JSON, {failure} or {animated: true} or {files: [[name, width, height], …], blurhash}. Whatever the input was, what
comes out was drawn anew: no comment, profile, place or script that was in it survives.
"""

import io
import json
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import blurhash
from PIL import Image, ImageCms, ImageOps

from accounts.pictures.drawing import PLUGINS, in_srgb, plain
from posts.processing.confine import confine

QUALITY = 82
HASH_SIDE = 32  # pixels that the blur is taken from
HASH_PARTS = (4, 3)


class Refused(Exception):
    """This input makes no picture; the argument is a code."""


def main():
    task = json.loads(sys.argv[1])
    prepare(task["format"])
    confine(task["limits"])
    try:
        answer = draw(sys.stdin.buffer.read(), task)
    except Refused as refusal:
        answer = {"failure": refusal.args[0]}
    except MemoryError:
        answer = {"failure": "too_costly"}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        answer = {"failure": "too_many_pixels"}
    except Exception:  # a decoder's way to say that the file is broken: they have dozens
        answer = {"failure": "broken"}
    sys.stdout.write(json.dumps(answer) + "\n")


def prepare(kind):
    """Loads what is read from disk, before that is no longer allowed."""
    next(plugin for plugin in PLUGINS if plugin.__name__.endswith("AvifImagePlugin")).DEFAULT_MAX_THREADS = 1
    ImageCms.createProfile("sRGB")
    if kind == "HEIF":
        import pillow_heif  # a library that nothing else needs, and that only the cage ever loads

        pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)


def draw(content, task):
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = task["pixels"]
    verify(content, task)
    with Image.open(io.BytesIO(content), formats=[task["format"]]) as picture:  # `verify` leaves it unusable
        require_size(picture, task)
        if task["format"] == "GIF" and picture.is_animated:
            return {"animated": True}
        picture.load()  # of an animation, the first frame
        whole = ImageOps.exif_transpose(picture)
    return write(plain(whole), whole.info.get("icc_profile"), task)


def verify(content, task):
    with Image.open(io.BytesIO(content), formats=[task["format"]]) as check:
        require_size(check, task)
        check.verify()


def require_size(picture, task):
    width, height = picture.size
    if width * height > task["pixels"] or max(width, height) > task["side"]:
        raise Refused("too_many_pixels")


def write(whole, profile, task):
    """One file a step, the largest first; the last step that is needed is the first not narrower than the picture."""
    needed = [step for place, step in enumerate(task["steps"]) if place == 0 or task["steps"][place - 1] < whole.width]
    files, current = [], whole
    for step in reversed(needed):
        current = scaled(current, min(step, whole.width), whole.size)
        coloured = fresh(in_srgb(current, profile))
        name = task["stem"] or str(step)
        coloured.save(f"{name}.webp", "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
        files.append([name, *coloured.size])
    return {"files": files, "blurhash": hashed(coloured)}


def scaled(picture, width, size):
    if width == picture.width:
        return picture
    height = max(1, round(size[1] * width / size[0]))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def fresh(picture):
    """Without any of the information that came with the file."""
    made = Image.new(picture.mode, picture.size)
    made.paste(picture)
    return made


def hashed(picture):
    """The blurhash; what is transparent counts as white."""
    small = picture.resize((HASH_SIDE, HASH_SIDE), Image.Resampling.BOX)
    if small.mode == "RGBA":
        ground = Image.new("RGBA", small.size, "white")
        ground.alpha_composite(small)
        small = ground.convert("RGB")
    rows = [[small.getpixel((x, y)) for x in range(HASH_SIDE)] for y in range(HASH_SIDE)]
    return blurhash.encode(rows, *HASH_PARTS)


if __name__ == "__main__":
    main()
