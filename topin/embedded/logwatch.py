"""Points at errors in the logs of the processes, one line each and not too often."""

import os
import re
from contextlib import suppress
from time import monotonic

from topin.embedded.process import Process

ERROR = re.compile(rb'\[(error|critical) *\]|"level":"(error|fatal|panic)"|^Traceback', re.IGNORECASE | re.MULTILINE)
PAUSE = 30  # seconds between two lines about the same process
LONGEST = 64 * 1024  # bytes looked at in one round
WIDTH = 160


class LogWatch:
    def __init__(self):
        self._seen: dict[str, int] = {}  # bytes read, by name of the process
        self._silent_until: dict[str, float] = {}

    def news(self, processes: list[Process]):
        """Yields (process, line) for each process that wrote an error since the last call."""
        for process in processes:
            found = ERROR.search(fresh := self._fresh(process))
            if found and monotonic() > self._silent_until.get(process.name, 0):
                self._silent_until[process.name] = monotonic() + PAUSE
                start = fresh.rfind(b"\n", 0, found.start()) + 1
                yield process, fresh[start:].split(b"\n", 1)[0].decode(errors="replace").strip()[:WIDTH]

    def _fresh(self, process: Process) -> bytes:
        with suppress(OSError), process.log.open("rb") as log:
            size = log.seek(0, os.SEEK_END)
            start = self._seen.get(process.name, size)  # what was there before we looked is old
            self._seen[process.name] = size
            log.seek(max(start, size - LONGEST))
            return log.read(size - log.tell()) if size > start else b""
        return b""
