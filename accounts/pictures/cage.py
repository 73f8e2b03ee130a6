"""Draws a picture in a process of its own, which may use little and knows nothing. For the media worker only."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings

from accounts.pictures import SHAPES, heads

PROGRAM = Path(__file__).with_name("drawing.py")
MEMORY = 1024 * 1024 * 1024  # bytes of address space
SECONDS = 20  # of a processor
PATIENCE = 60  # seconds of the clock
#: How a child ends that its limits stopped.
COSTLY = (-signal.SIGXCPU, -signal.SIGXFSZ)


class Undecodable(Exception):
    """There is no picture in this file; `code` says why: broken, too_many_pixels, too_costly or unsupported_type."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class CageBroke(RuntimeError):
    """The process was ended from outside, or got no processor: not the picture's fault, worth another try."""


def draw(kind, upload):
    """{width: WebP bytes} of an avatar or banner, from a seekable binary file. Raises Undecodable, CageBroke."""
    try:
        head = heads.read(upload)
    except heads.Unreadable as error:
        raise Undecodable("unsupported_type") from error
    shape = SHAPES[kind]
    task = {
        "format": head.format,
        "pixels": settings.PICTURE_PIXELS,
        "ratio": [shape.width, shape.height],
        "widths": shape.widths,
        "memory": MEMORY,
        "seconds": SECONDS,
    }
    with TemporaryFile() as source, TemporaryFile() as target:
        for chunk in iter(lambda: upload.read(1024 * 1024), b""):
            source.write(chunk)
        source.seek(0)
        _run(task, source, target)
        target.seek(0)
        return _files(target.read(), shape.widths)


def _run(task, source, target):
    command = [sys.executable, "-I", str(PROGRAM), json.dumps(task)]
    environment = {"MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}  # and no secret
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter and program)
            command,
            stdin=source,
            stdout=target,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:  # a costly picture uses up its time of the processor before
        raise CageBroke(f"The drawing process was not done after {PATIENCE} s on this busy machine") from error
    if done.returncode in COSTLY:
        raise Undecodable("too_costly")
    if done.returncode in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT):
        raise CageBroke(f"The drawing process was ended by signal {-done.returncode}")
    if done.returncode:
        raise Undecodable("broken")


def _files(answer, widths):
    """What the child says it drew, believed no further than it can be checked."""
    line, _, rest = answer.partition(b"\n")
    told = json.loads(line or b'{"failure": "broken"}')
    if told.get("failure"):
        raise Undecodable(told["failure"])
    files = {}
    for width, size in told["files"]:
        files[width], rest = rest[:size], rest[size:]
        if width not in widths or files[width][:4] != b"RIFF" or files[width][8:12] != b"WEBP":
            raise Undecodable("broken")
    return files
