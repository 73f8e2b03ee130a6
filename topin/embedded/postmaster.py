"""What a data folder says about its PostgreSQL server: is one at work here, is it ready, is it dead?"""

import signal
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import psutil

from topin.embedded import Trouble, proof

GRACE = 20  # seconds for a fast shutdown
PID, STATUS = 0, 7  # lines of postmaster.pid


def is_ready(data: Path, pid: int) -> bool:
    lines = _lines(data)
    return len(lines) > STATUS and lines[PID] == str(pid) and lines[STATUS] == "ready"


def end_predecessor(data: Path):
    """Stops a server that a killed run left over; removes the pid file only when its server is proven dead."""
    lines = _lines(data)
    if not lines:
        return
    pid = int(lines[PID]) if lines[PID].isdigit() else 0
    if works_in(data, pid):
        with suppress(PermissionError):
            proof.end_all([(pid, signal.SIGINT, GRACE)])
    if works_in(data, pid):
        raise Trouble(f"Another PostgreSQL (process {pid}) works in {data} and cannot be stopped: stop it first.")
    (data / "postmaster.pid").unlink(missing_ok=True)
    _wait_for_backends(data)


def works_in(data: Path, pid: int) -> bool:
    """PostgreSQL stands in its data folder; another program that was given its pid does not."""
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()).samefile(data)
    except psutil.AccessDenied:
        return process.name() == "postgres"  # somebody else's: not proven dead
    except (psutil.NoSuchProcess, OSError):
        return False


def _wait_for_backends(data: Path):
    """They see within a moment that their postmaster is gone; until then they hold its memory."""
    deadline = monotonic() + 5
    while monotonic() < deadline and any(works_in(data, pid) for pid in _named_postgres()):
        sleep(0.05)


def _named_postgres() -> list[int]:
    return [found.pid for found in psutil.process_iter(["name"]) if found.info["name"] == "postgres"]


def _lines(data: Path) -> list[str]:
    with suppress(OSError):
        return [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
    return []
