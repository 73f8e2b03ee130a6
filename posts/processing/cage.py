"""Runs a program that may use little and knows nothing, and ends it with all it started. For the media worker only."""

import contextlib
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from posts.processing import CageBroke, Refused
from posts.processing.confine import NOT_RUN

log = logging.getLogger(__name__)
CONFINE = str(Path(__file__).with_name("confine.py"))
OPEN_FILES = 64
LOOK = 1.0  # seconds between two looks at the clock
WORDS = 64 * 1024  # bytes that are kept of what a program says
#: How a program ends that its limits stopped, and how one that was ended from outside.
COSTLY = (-signal.SIGXCPU, -signal.SIGXFSZ)
FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT)
OUT_OF_MEMORY = "Cannot allocate memory"


class Done(NamedTuple):
    """How a program ended: its status, and the beginning of what it wrote to its two outputs."""

    status: int
    said: str
    complained: str


def limits(folder, seconds, file_bytes, readable=()):
    """What `confine` takes, with the memory that every decoder has. Seconds are those of a processor."""
    return {
        "memory": settings.MEDIA_MEMORY,
        "seconds": seconds,
        "file_bytes": file_bytes,
        "open_files": OPEN_FILES,
        "folder": str(folder),
        "readable": [str(path) for path in (*readable, sys.prefix, sys.base_prefix)],
    }


def python(program, task):
    """The command of a program of ours that confines itself, by the limits in its task."""
    return [sys.executable, "-I", str(program), json.dumps(task)]


def confined(bounds, program, arguments):
    """The command of somebody else's program."""
    return [sys.executable, "-I", CONFINE, json.dumps(bounds), program, *arguments]


def run(command, folder, source, *, moved, heard=None):
    """Runs a command in `folder` with the file `source` as its standard input. Returns Done.

    `moved()` is called at least once a second and may raise to end it all; `heard(line)` gets each line of its
    standard output. Raises Refused `too_costly` when a limit stopped it, CageBroke when it was not its own fault.
    """
    environment = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder)}
    with open(source, "rb") as stdin, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(  # noqa: S603 (our own interpreter, program and arguments)
            command, stdin=stdin, stdout=subprocess.PIPE, stderr=complaints, env=environment, cwd=folder,
            start_new_session=True,
        )  # fmt: skip
        try:
            said = _follow(process, moved, heard)
        finally:
            _end(process)
        complaints.seek(0)
        done = Done(process.returncode, said, complaints.read(WORDS).decode(errors="replace"))
    return _judged(done)


def _follow(process, moved, heard):
    """What it says until it ends."""
    end, said, line = time.monotonic() + settings.MEDIA_PATIENCE, b"", b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if selector.select(LOOK):
                part = os.read(process.stdout.fileno(), WORDS)
                if not part:
                    break
                said = (said + part)[:WORDS]
                *lines, line = (line + part).split(b"\n")
                line = line[-WORDS:]
                for whole in lines if heard else ():
                    heard(whole.decode(errors="replace"))
            _look_at_clock(process, end)
            moved()
    while process.poll() is None:  # it closed its output before it ended
        _look_at_clock(process, end)
        moved()
        time.sleep(0.02)
    return said.decode(errors="replace")


def _look_at_clock(process, end):
    if time.monotonic() > end:  # what is costly uses up its time of the processor before
        raise CageBroke(f"A program was not done after {settings.MEDIA_PATIENCE} s on this busy machine")


def _end(process):
    """Kills it with all that it started: they are a group of their own."""
    process.stdout.close()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _judged(done):
    if done.status:
        log.info("A program of the cage ended with %s: %s", done.status, done.complained[-500:])
    if done.status in COSTLY or (done.status and OUT_OF_MEMORY in done.complained):
        raise Refused("too_costly")
    if done.status == NOT_RUN:
        raise CageBroke(f"A program could not be started: {done.complained[-200:]}")
    if done.status in FROM_OUTSIDE:
        raise CageBroke(f"A program was ended by signal {-done.status}")
    return done
