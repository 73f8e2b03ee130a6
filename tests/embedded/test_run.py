"""`make run` itself, with all its processes: start, kill -9, start again, refuse a second one, Ctrl-C."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from topin.embedded import ports, proof

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = [ports.FRONT, *ports.FOLLOWERS]
START_SECONDS = 150
CHILDREN = {
    *("PostgreSQL", "Valkey", "worker", "media", "relay", "courier", "beat", "metrics", "realtime", "api", "front"),
}
pytestmark = pytest.mark.processes


class Run:
    """A launcher with a var folder and ports of its own."""

    def __init__(self, var, **environment):
        self.var = var
        ours = {name: str(port) for name, port in zip(NAMES, ports.free(len(NAMES)), strict=True)}
        self.environment = {**_plain_environment(), **ours, "VAR_DIR": str(var), **environment}
        self.site = f"http://127.0.0.1:{self.environment['PORT']}"
        self.launcher = None

    def start(self):
        self.log = (self.var.parent / "run.log").open("w+")
        self.launcher = subprocess.Popen(
            [sys.executable, "-m", "topin.embedded"],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def wait_until_it_says(self, words):
        deadline = time.monotonic() + START_SECONDS
        while words not in self.said():
            assert self.launcher.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)

    def said(self):
        return Path(self.log.name).read_text()

    @property
    def is_alive(self):
        return self.launcher is not None and self.launcher.poll() is None

    def end(self, number):
        if not self.is_alive:
            return None
        self.launcher.send_signal(number)
        code = self.launcher.wait(60)
        self.log.close()
        return code

    def get(self, path):
        with urllib.request.urlopen(self.site + path, timeout=10) as answer:
            return answer.status, dict(answer.headers), answer.read()

    def is_ready(self):
        try:
            return json.loads(self.get("/health/ready")[2])["status"] == "ready"
        except (OSError, ValueError):
            return False

    def processes(self):
        return json.loads((self.var / "run" / "processes.json").read_text())

    def survivors(self):
        """Processes that carry the mark of this run."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                if process.environ().get(proof.MARK) == str(self.var):
                    found.append(process)
        return found


def _plain_environment():
    """Nothing of the suite's own servers."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}


def wait_for(condition):
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """One var folder for all of this file; whether something runs in it differs."""
    folder = tmp_path_factory.mktemp("run")
    made = Run(folder / "var")
    yield made
    made.end(signal.SIGTERM)
    for process in made.survivors():
        process.kill()


@pytest.fixture
def run(house):
    """Started, when the test before has ended it."""
    if not house.is_alive:
        house.start()
        house.wait_until_it_says("Ctrl-C stops everything")
    return house


def test_it_serves_and_prints_who_may_sign_in(run):
    status, _, body = run.get("/health/ready")
    assert status == 200
    assert json.loads(body)["status"] == "ready"
    wait_for(lambda: set(run.processes()) == CHILDREN)  # on a busy machine one may be between two starts
    assert run.site in run.said()
    assert "admin@topin.test" in run.said()
    people = json.loads((run.var / "run" / "demo.json").read_text())
    assert people[0]["email"] in run.said()


def test_nobody_else_on_the_machine_may_read_secrets_mail_or_logs(run):
    for name in ("secrets.env", "mail", "log", "run", "postgres"):
        assert (run.var / name).stat().st_mode & 0o077 == 0, name


def test_what_serves_requests_may_not_own_tables(run):
    api = psutil.Process(run.processes()["api"]["pid"]).environ()
    assert "topin_app" in api["DATABASE_URL"]
    assert not {"DATABASE_OWNER_URL", "ADMIN_PASSWORD", "POSTGRES_PASSWORD"} & set(api)


def test_hashed_static_files_are_kept_for_ever_and_never_sniffed(run):
    manifest = json.loads((run.var / "static" / "staticfiles.json").read_text())
    _, headers, _ = run.get("/static/" + next(iter(manifest["paths"].values())))
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_second_one_is_refused_in_one_sentence(run):
    second = subprocess.run(
        [sys.executable, "-m", "topin.embedded"], cwd=ROOT, env=run.environment, capture_output=True, text=True
    )
    assert second.returncode == 1
    assert "runs already" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("name", ["relay", "api", "PostgreSQL"])
def test_whatever_is_killed_comes_back(run, name):
    killed = run.processes()[name]["pid"]
    os.kill(killed, signal.SIGKILL)
    run.wait_until_it_says(f"{name} was ended by SIGKILL")
    wait_for(lambda: run.processes().get(name, {}).get("pid") not in (None, killed))
    wait_for(run.is_ready)


def test_after_kill_9_the_next_start_cleans_up_and_keeps_the_data(run):
    secrets = (run.var / "secrets.env").read_text()
    run.end(signal.SIGKILL)
    run.start()
    run.wait_until_it_says("Ctrl-C stops everything")
    assert run.get("/health/ready")[0] == 200
    assert (run.var / "secrets.env").read_text() == secrets
    assert "Creating the PostgreSQL cluster" not in run.said()
    assert "Loading the demo" not in (run.var / "log" / "release.log").read_text().rpartition("Migrating …")[2]


def test_ctrl_c_stops_everything_with_exit_code_0(run):
    began = time.monotonic()
    assert run.end(signal.SIGINT) == 0
    assert time.monotonic() - began < 20
    assert run.survivors() == []
    assert run.processes() == {}
    with pytest.raises(urllib.error.URLError):
        run.get("/health/live")


def test_ctrl_c_in_the_middle_of_a_start_is_clean_too(house):
    house.end(signal.SIGTERM)
    house.start()
    house.wait_until_it_says("Starting Valkey")
    assert house.end(signal.SIGINT) == 0
    assert house.survivors() == []


def test_a_taken_port_is_said_in_one_sentence(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = Run(tmp_path / "var", PORT=str(holder.getsockname()[1]))
        taken.start()
        assert taken.launcher.wait(30) == 1
        assert f"Port {taken.environment['PORT']} is taken" in taken.said()
        assert "Traceback" not in taken.said()
        taken.log.close()


#: What ends the run that the others look at: one start more, and a half, are all that they need.
ENDINGS = [
    test_after_kill_9_the_next_start_cleans_up_and_keeps_the_data,
    test_ctrl_c_stops_everything_with_exit_code_0,
    test_ctrl_c_in_the_middle_of_a_start_is_clean_too,
]
