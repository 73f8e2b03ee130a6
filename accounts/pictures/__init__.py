"""Avatars and banners: what a file really is, and what is made of it, in a cage.

`heads` tells type and size from the first bytes, decoding nothing. `cage` runs `drawing` in a process
of its own that may use little and reach nothing; only the media worker does that.
"""

from typing import NamedTuple


class Shape(NamedTuple):
    """How a picture is cut, and how wide its files are (pixels)."""

    width: int  # of the ratio
    height: int
    widths: tuple


#: Files are called `<width>.webp`; none is wider than what was uploaded, whatever its name says.
SHAPES = {
    "avatar": Shape(1, 1, (512, 256, 128, 64)),
    "banner": Shape(3, 1, (1500, 750)),
}
