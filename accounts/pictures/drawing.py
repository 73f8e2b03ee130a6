"""Runs in the cage: reads a picture from standard input and writes small WebP pictures to standard output.

A program of its own with nothing of TOPiN in it, started by `cage`. Argument: JSON {format, pixels, ratio:
[width, height], widths, memory, seconds}. Answer: one line of JSON, {failure} or {files: [[width, bytes], …]},
and then the files. Whatever the input was, what comes out was drawn anew: no comment, profile, place or
script that was in it survives.
"""

import io
import json
import resource
import sys
import warnings

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

PLUGINS = (AvifImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
FILE_BYTES = 8 * 1024 * 1024  # of the answer
OPEN_FILES = 16
PROFILE_BYTES = 1024 * 1024  # a larger colour profile is not believed
SIDE = 16_384  # pixels
QUALITY = 82


class Refused(Exception):
    """This input makes no picture; the argument is a code."""


def main():
    task = json.loads(sys.argv[1])
    confine(task["memory"], task["seconds"])
    try:
        files = draw(sys.stdin.buffer.read(), task)
    except Refused as refusal:
        answer(refusal.args[0])
    except MemoryError:
        answer("too_costly")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        answer("too_many_pixels")
    except Exception:  # a decoder's way to say that the file is broken: they have dozens
        answer("broken")
    else:
        answer(None, files)


def confine(memory, seconds):
    """Memory (bytes), time of the processor, open files and the length of files are limited from here on."""
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    limit(resource.RLIMIT_AS, memory)
    limit(resource.RLIMIT_CPU, seconds, more=5)  # first the signal that tells why, then the one that ends all
    limit(resource.RLIMIT_FSIZE, FILE_BYTES)
    limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    limit(resource.RLIMIT_CORE, 0)


def limit(what, most, more=0):
    hard = resource.getrlimit(what)[1]
    allowed = most + more if hard == resource.RLIM_INFINITY else min(most + more, hard)
    resource.setrlimit(what, (min(most, allowed), allowed))


def draw(content, task):
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = task["pixels"]
    with Image.open(io.BytesIO(content), formats=[task["format"]]) as check:
        check.verify()
    with Image.open(io.BytesIO(content), formats=[task["format"]]) as picture:  # `verify` leaves it unusable
        width, height = picture.size
        if width * height > task["pixels"] or max(width, height) > SIDE:
            raise Refused("too_many_pixels")
        picture.load()  # of an animation, the first frame
        whole = ImageOps.exif_transpose(picture)
    profile = whole.info.get("icc_profile")
    cut = plain(middle(whole, *task["ratio"]))
    return [(width, encode(scaled(cut, width, *task["ratio"]), profile)) for width in task["widths"]]


def middle(picture, ratio_width, ratio_height):
    """The largest part of this ratio around the middle."""
    width, height = picture.size
    across = max(1, min(width, height * ratio_width // ratio_height))
    down = max(1, min(height, across * ratio_height // ratio_width))
    left, top = (width - across) // 2, (height - down) // 2
    return picture.crop((left, top, left + across, top + down))


def scaled(cut, width, ratio_width, ratio_height):
    """So wide, or as wide as it is where that is less: nothing is blown up."""
    across = min(width, cut.width)
    down = max(1, min(cut.height, across * ratio_height // ratio_width))
    return cut.resize((across, down), Image.Resampling.LANCZOS, reducing_gap=2.0)


def encode(small, profile):
    coloured = in_srgb(small, profile)
    fresh = Image.new(coloured.mode, coloured.size)  # without any of the information that came with the file
    fresh.paste(coloured)
    target = io.BytesIO()
    fresh.save(target, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return target.getvalue()


def plain(picture):
    """In a mode that can be scaled: RGB, RGBA, CMYK or L, with 8 bits a channel."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.convert("I").point(lambda value: value / 257).convert("L")
    if picture.mode in ("RGB", "RGBA", "CMYK") or (picture.mode == "L" and "transparency" not in picture.info):
        return picture if "transparency" not in picture.info else picture.convert("RGBA")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def in_srgb(picture, profile):
    """As sRGB, by the colour profile of the file where it has one that can be used."""
    wanted = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile and len(profile) <= PROFILE_BYTES:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            colours = picture.convert("RGB") if wanted == "RGBA" else picture
            turned = ImageCms.profileToProfile(colours, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if wanted == "RGBA":
                turned.putalpha(picture.getchannel("A"))
            return turned
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a profile that means nothing, or is for other colours: then as if there were none
    return picture.convert(wanted)


def answer(failure, files=()):
    head = {"failure": failure} if failure else {"files": [[width, len(content)] for width, content in files]}
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    for _, content in files:
        out.write(content)
    out.flush()


if __name__ == "__main__":
    main()
