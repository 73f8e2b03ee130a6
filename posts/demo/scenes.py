"""Pictures of the demo, drawn by rule: the same every time, and nobody's property."""

from math import pi, sin
from random import Random

import numpy
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 640  # pixels
FINER = 2  # drawn so much larger, and made smooth by being reduced
W, H = WIDTH * FINER, HEIGHT * FINER


def draw(scene):
    """The picture of this name (a function below, or "print-…" with a number), WIDTH by HEIGHT."""
    name, _, number = scene.partition("-")
    picture = SCENES[name](int(number or 0))
    return picture.reduce(FINER)


def dusk(seed):
    """The sun goes down behind hills, the nearest of them the darkest."""
    picture = _shaded("#2c3a72", "#ffb37b")
    pen = ImageDraw.Draw(picture)
    _disc(pen, 0.62 * W, 0.55 * H, 0.11 * H, "#ffe9b0")
    for place, colour in enumerate(("#c9748a", "#8f5a86", "#54457a", "#2c2b57")):
        _hills(pen, 0.58 + 0.1 * place, 0.05 + 0.012 * place, 1.5 + 0.6 * place, seed + 1.7 * place, colour)
    return picture


def harbour(seed):
    """A lighthouse at night, and its light on the water."""
    picture, random = _shaded("#0b1030", "#31477e"), Random(seed)  # noqa: S311  (nothing secret)
    pen, sea = ImageDraw.Draw(picture), 0.66 * H
    for _ in range(140):
        _disc(pen, random.uniform(0, W), random.uniform(0, 0.6 * H), random.uniform(1, 3.5), "#dfe6ff")
    _disc(pen, 0.22 * W, 0.2 * H, 0.07 * H, "#f6f1d3")
    pen.rectangle((0, sea, W, H), "#101a40")
    for _ in range(60):
        x, y = random.gauss(0.22 * W, 0.05 * W), random.uniform(sea, H)
        pen.line((x - 40, y, x + 40, y), "#4d63a3", 5)
    pen.ellipse((0.5 * W, 0.62 * H, 1.25 * W, 1.3 * H), "#0a0e26")
    pen.polygon([(0.75 * W, 0.26 * H), (0.79 * W, 0.26 * H), (0.81 * W, 0.66 * H), (0.73 * W, 0.66 * H)], "#e9e2d4")
    for band in (0.34, 0.46, 0.58):
        pen.rectangle((0.738 * W, band * H, 0.802 * W, (band + 0.06) * H), "#b5443c")
    pen.rectangle((0.745 * W, 0.2 * H, 0.795 * W, 0.26 * H), "#ffd978")
    return picture


def tulips(seed):
    """A bed of tulips in rows, those in front larger."""
    picture, random = _shaded("#bfe3ee", "#f4f7d9"), Random(seed)  # noqa: S311  (nothing secret)
    pen = ImageDraw.Draw(picture)
    _hills(pen, 0.42, 0.03, 2, 0.5, "#7fb069")
    for row in range(5):
        size, colour = 26 + 17 * row, ("#f28f3b", "#c8553d", "#e5446d", "#f5d547", "#b5179e")[row]
        for n in range(-1, 2 + W // (3 * size)):
            x, y = 3 * size * (n + 0.5 * (row % 2)) + random.uniform(-9, 9), (0.5 + 0.11 * row) * H
            pen.line((x, y, x, y + 3 * size), "#3f7d20", size // 4)
            pen.pieslice((x - size, y - size, x + size, y + 1.4 * size), 0, 180, colour)
            pen.polygon([(x + size * across, y + size * down) for across, down in CROWN], colour)
    return picture


def shapes(seed):
    """Arches, half moons and dots on paper, as from a linocut."""
    random = Random(seed)  # noqa: S311  (nothing secret)
    ground, *inks = PALETTES[seed % len(PALETTES)]
    picture = Image.new("RGB", (W, H), ground)
    pen, side = ImageDraw.Draw(picture), H // 4
    for n in range(24):
        x, y, ink, other = n % 6 * side * 1.0, n // 6 * side, *random.sample(inks, 2)
        turn = random.choice((0, 90, 180, 270))
        pen.rectangle((x, y, x + side, y + side), random.choice((ground, other)))
        pen.pieslice((x + 12, y + 12, x + side - 12, y + side - 12), turn, turn + random.choice((180, 270, 360)), ink)
        _disc(pen, x + side / 2, y + side / 2, side * random.choice((0.12, 0.18, 0.24)), ground)
    return picture


SCENES = {"dusk": dusk, "harbour": harbour, "tulips": tulips, "shapes": shapes}
CROWN = [(-1, 0.3), (-1, -1), (-0.4, -0.2), (0, -1.2), (0.4, -0.2), (1, -1), (1, 0.3)]  # of a tulip
PALETTES = [
    ("#f5efe0", "#e4572e", "#17bebb", "#2e282a", "#ffc914"),
    ("#fdf0d5", "#003049", "#c1121f", "#669bbc", "#f4a259"),
    ("#edf2e8", "#386641", "#6a994e", "#bc4749", "#f2a65a"),
]


def _shaded(top, bottom):
    """From one colour to the other, downwards."""
    ends = [numpy.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) for colour in (top, bottom)]
    way = numpy.linspace(0, 1, H)[:, None]
    column = ((1 - way) * ends[0] + way * ends[1]).astype("uint8")
    return Image.fromarray(numpy.ascontiguousarray(numpy.broadcast_to(column[:, None], (H, W, 3))))


def _hills(pen, height, swing, waves, moved, colour):
    """`height` and `swing` in parts of the picture's height; `waves` across its width."""
    step = 16 * FINER
    ridge = []
    for x in range(0, W + step, step):
        turn = 2 * pi * waves * x / W
        ridge.append((x, H * (height + swing * (sin(turn + moved) + 0.4 * sin(2.55 * turn + 2 * moved)))))
    pen.polygon([(0, H), *ridge, (W, H)], colour)


def _disc(pen, x, y, radius, colour):
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
