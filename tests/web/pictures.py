"""Photographs made by code: with colours that run into each other, as a sky does."""

import io

from PIL import Image


def photo(size, seed=1, kind="JPEG"):
    """Bytes of a picture that no other seed makes."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    shifted = down.point(lambda value: (value + 37 * seed) % 256)
    target = io.BytesIO()
    Image.merge("RGB", (across, down, shifted)).save(target, kind, quality=88)
    return target.getvalue()
