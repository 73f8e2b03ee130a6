"""One child of ours: started so that it dies with us, its output in a log file, ended when asked."""

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from topin.embedded import Trouble, interrupts, privileges

LAST_LINES = 12
LOG_BYTES = 10 * 1024 * 1024  # a log longer than this is put aside at the next start


class Process:
    """`stop_signal` is the one that makes it end quickly and cleanly (PostgreSQL: SIGINT, others: SIGTERM)."""

    def __init__(
        self,
        name: str,
        command: list,
        log: Path,
        *,
        env: dict | None = None,
        folder: Path | None = None,
        user: privileges.User | None = None,
        stop_signal: int = signal.SIGTERM,
    ):
        self.name, self.command, self.log = name, [str(part) for part in command], log
        self.env, self.folder, self.user, self.stop_signal = env, folder, user, stop_signal
        self._popen: subprocess.Popen | None = None
        self._log_start = 0

    @property
    def pid(self) -> int | None:
        return self._popen and self._popen.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs, and before its first start."""
        return self._popen and self._popen.poll()

    @property
    def is_alive(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def start(self, stdin: str = ""):
        """Starts it; `stdin` is what it may read at once (secrets that no command line should show)."""
        self._put_old_log_aside()
        with interrupts.held(), self.log.open("ab") as log:
            self._log_start = log.tell()
            self._popen = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.env,
                cwd=self.folder,
                start_new_session=True,  # Ctrl-C in the terminal is ours to hand on, in order
                preexec_fn=self._prepare(os.getpid()),
            )
        if stdin:
            with suppress(BrokenPipeError):  # it died first: whoever waits for it says so
                self._popen.stdin.write(stdin.encode())
                self._popen.stdin.close()

    def wait_until(self, ready, seconds: float):
        """Waits until `ready()`; raises Trouble with the last log lines when it dies or takes too long."""
        deadline = monotonic() + seconds
        while not ready():
            if not self.is_alive:
                raise Trouble(f"{self.name} did not start (exit code {self.exit_code}). {self.last_words()}")
            if monotonic() > deadline:
                raise Trouble(f"{self.name} is not ready after {seconds:.0f} s. {self.last_words()}")
            sleep(0.03)

    def stop(self, grace: float = 10):
        """Asks, waits, and ends it with its whole group when it does not listen."""
        if self._popen is None:
            return
        self._popen.send_signal(self.stop_signal)
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(grace)
        self.end_group()

    def end_group(self):
        """Ends it and whatever it started (workers of a server that was killed would keep its port)."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()

    def last_words(self) -> str:
        """The end of what it wrote since its last start, and where the rest is."""
        lines = self._tail()[-LAST_LINES:]
        if not lines:
            return f"It wrote nothing to {self.log}."
        return f"Its last lines ({self.log}):\n" + "\n".join(f"    {line}" for line in lines)

    def last_line(self) -> str:
        return (self._tail() or [""])[-1].strip()

    def _tail(self) -> list[str]:
        with suppress(OSError), self.log.open("rb") as log:
            log.seek(max(self._log_start, log.seek(0, os.SEEK_END) - 8_000))
            return log.read().decode(errors="replace").strip().splitlines()
        return []

    def _prepare(self, parent: int):
        def in_child():
            if self.user:
                self.user.become()
            privileges.die_with_parent(parent, self.stop_signal)  # after the change of user, which forgets it

        return in_child

    def _put_old_log_aside(self):
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            if self.log.stat().st_size > LOG_BYTES:
                self.log.replace(self.log.with_suffix(".log.old"))
