"""Whose process is this? A pid alone proves nothing: numbers are used again.

A process is ours only when its pid and its start agree with what we wrote down, or when it carries our mark
in its environment. Nothing is signalled, and no pid file removed, without such a proof.
"""

import fcntl
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import psutil

STRAY_GRACE = 1  # seconds for what has lost its parent: nobody waits for its work any more
MARK = "TOPIN_RUN"  # environment variable of every child: the var/ folder it belongs to


def birth(pid: int) -> str | None:
    """When the process was born, exactly; None when there is no such process.

    Linux counts ticks since boot, which no change of the clock moves; elsewhere it is the wall clock.
    """
    try:
        if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return None
        if sys.platform != "linux":
            return f"{psutil.Process(pid).create_time():.2f}"
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip() + ":" + ticks
    except (psutil.Error, OSError):
        return None


class Lock:
    """Held by the launcher as long as it lives: the kernel lets go of it even after kill -9."""

    def __init__(self, path: Path):
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+")

    def take(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def write(self, **facts):
        self._file.seek(0)
        self._file.truncate()
        json.dump(facts, self._file)
        self._file.flush()

    def read(self) -> dict:
        self._file.seek(0)
        try:
            return json.load(self._file)
        except ValueError:
            return {}  # taken this very moment, not yet written


class Register:
    """var/run/processes.json: which children of ours run, for the start after a kill -9."""

    def __init__(self, path: Path, mark: str):
        self.path, self.mark = path, mark
        self._known: dict[str, dict] = {}

    def note(self, name: str, pid: int, stop_signal: int, grace: float):
        self._known[name] = {"pid": pid, "birth": birth(pid), "stop": int(stop_signal), "grace": grace}
        self._save()

    def forget(self, name: str):
        self._known.pop(name, None)
        self._save()

    def end_orphans(self) -> list[str]:
        """Ends what an earlier launcher left behind; returns the names of what was ended."""
        with suppress(OSError, ValueError):
            self._known = json.loads(self.path.read_text())
        ours = {
            name: (known["pid"], known["stop"], known["grace"])
            for name, known in self._known.items()
            if _lives(known["pid"], known["birth"])
        }
        end_all(ours.values())
        strays = list(_marked(self.mark))
        end_all([(pid, signal.SIGTERM, STRAY_GRACE) for pid in strays])
        self._known = {}
        self._save()
        return [*ours, *(f"process {pid}" for pid in strays)]

    def _save(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(self._known))
        fresh.replace(self.path)


def end_all(asks):
    """Asks proven processes to end, (pid, signal, seconds of grace) each, and then makes them end."""
    waiting = {(pid, birth(pid)): (number, monotonic() + grace) for pid, number, grace in asks}
    for (pid, _), (number, _) in waiting.items():
        with suppress(ProcessLookupError):
            os.kill(pid, number)
    last = max((deadline for _, deadline in waiting.values()), default=0) + 5
    while monotonic() < last and (waiting := {who: ask for who, ask in waiting.items() if _lives(*who)}):
        for (pid, _), (_, deadline) in waiting.items():
            if monotonic() > deadline:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        sleep(0.02)


def _lives(pid: int, born: str | None) -> bool:
    return born is not None and birth(pid) == born


def _marked(mark: str):
    """Processes that carry our mark: grandchildren whose parent died before it was written down."""
    mine = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.pid not in mine and process.environ().get(MARK) == mark:
                yield process.pid
