"""Real processes of the product for tests: started with the stage, ended at teardown by their pids."""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 60  # until something comes true, on a busy machine
QUICK = {
    "DJANGO_SETTINGS_MODULE": "tests.events.settings",
    "PYTHONPATH": str(ROOT),
    "DELIVERY_LEASE": "2",
    "DELIVERY_FIRST_PAUSE": "0.2",
    "DELIVERY_TRIES": "3",
    "SLOT_LEASE": "3",
    "TASK_SOFT_TIME_LIMIT": "3",
    "TASK_TIME_LIMIT": "20",
}
WORKER = ["-m", "celery", "-A", "topin.celery", "worker", "-Q", "default,fanout,mail,links", "-c", "2"]
COMMANDS = {
    "worker": [*WORKER, "--without-gossip", "--without-mingle"],
    "relay": ["manage.py", "relay"],
    "beat": ["-m", "celery", "-A", "topin.celery", "beat"],
    "realtime": ["manage.py", "realtime"],
    "courier": ["manage.py", "courier"],
}


class Running:
    """A process, with what it wrote kept for when a test fails."""

    def __init__(self, name, arguments, environment, log):
        self.name, self.log, self.told = name, log, False
        with open(log, "ab") as out:
            command = [sys.executable, *COMMANDS[name], *arguments]
            self.popen = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)

    def kill(self):
        """`kill -9` of the process and of its children, all at once: as if the machine had died."""
        for process in self._family():
            process.kill()
        self.popen.wait()

    def tell_to_end(self):
        """SIGTERM, once: to Celery a second one means that it must not finish its work."""
        if self.popen.poll() is None and not self.told:
            self.told = True
            self.popen.send_signal(signal.SIGTERM)

    def end(self):
        """SIGTERM. Returns the exit status."""
        family = self._family()
        self.tell_to_end()
        try:
            return self.popen.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not end by SIGTERM; it wrote:\n{self.log.read_text()}") from None
        finally:
            for process in family:
                if process.is_running() and process.pid != self.popen.pid:
                    process.kill()

    def _family(self):
        try:
            parent = psutil.Process(self.popen.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


@contextmanager
def starter(folder):
    """Yields `start("worker", DELIVERY_TRIES="2")` → a running process of that kind; ends them all on leaving."""
    endings, started = ExitStack(), []

    def start_process(name, *arguments, **env):
        environment = {**os.environ, **QUICK, "VAR_DIR": str(folder), "METRICS_DIR": str(folder / "metrics")}
        process = Running(name, arguments, environment | env, folder / f"{name}-{uuid4().hex}.log")
        endings.callback(lambda: print(f"-- {name} wrote:\n{process.log.read_text()}"))  # shown when the test failed
        endings.callback(process.end)
        started.append(process)
        return process

    with endings:  # all are ended, also when one of them will not go
        yield start_process
        for process in started:
            process.tell_to_end()


@pytest.fixture
def start(tmp_path):
    """Starts processes that end with the test."""
    with starter(tmp_path) as start_process:
        yield start_process


def eventually(condition, seconds=SECONDS):
    """Waits until the condition holds and returns what it says; fails when it never does."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"{condition.__name__} did not come true in {seconds} s"
        time.sleep(0.05)
    return answer
