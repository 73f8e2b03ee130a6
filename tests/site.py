"""The whole product for a browser: every process of the Procfile, over the database of this test process."""

import fcntl
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psutil

from topin.embedded import ports, procfile

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("worker", "media", "relay", "courier", "realtime", "api", "front")
SECONDS = 90  # until it answers, on a busy machine


@contextmanager
def running_site(folder, **settings):
    """Starts the processes, with these variables of the environment besides; yields the address of the front.

    Ends them all on leaving.
    """
    front, realtime, api = ports.free(3)
    environment = os.environ | {
        "VAR_DIR": str(folder),
        "METRICS_DIR": str(folder / "metrics"),
        "STATIC_ROOT": str(Path(os.environ["TEST_FOLDER"]) / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_ROOT": str(folder / "private"),
        "SITE_URL": f"http://127.0.0.1:{front}",
        "PORT": str(front),
        "REALTIME_PORT": str(realtime),
        "API_PORT": str(api),
        "API_WORKERS": "1",
        "API_THREADS": "2",
        "WORKER_CONCURRENCY": "1",
        "MEDIA_CONCURRENCY": "1",
        "RATE_LIMITS": "*=100000/1m",
        "DJANGO_SETTINGS_MODULE": "topin.settings",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **settings,
    }
    _collect_static(environment)
    commands = procfile.commands(ROOT / "Procfile", environment)
    started = []
    try:
        for kind in KINDS:
            with open(folder / f"{kind}.log", "ab") as log:
                started.append(subprocess.Popen(commands[kind], cwd=ROOT, env=environment, stdout=log, stderr=log))
        _wait(f"http://127.0.0.1:{front}/health/ready", folder)
        yield environment["SITE_URL"]
    finally:
        _end(started)


def _collect_static(environment):
    """Once for all sites of all test processes: the files are the same everywhere."""
    folder = Path(environment["STATIC_ROOT"])
    with open(folder.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.with_suffix(".done").exists():
            collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
            subprocess.run(collect, cwd=ROOT, env=environment, check=True)
            folder.with_suffix(".done").touch()


def _wait(url, folder):
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass  # not listening yet
        if time.monotonic() > deadline:
            logs = "\n".join(f"-- {p.name}\n{p.read_text()[-2000:]}" for p in folder.glob("*.log"))
            raise AssertionError(f"{url} did not answer within {SECONDS} s\n{logs}")
        time.sleep(0.1)


def _end(processes):
    """All at once, for each takes its time."""
    families = [child for process in processes for child in _children(process)]
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for child in families:
        if child.is_running():
            child.kill()


def _children(process):
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
