"""Locks, orphans, restarts: whatever ends a run, the next one finds a clean house."""

import io
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from topin.embedded import Trouble, procfile, proof
from topin.embedded.logwatch import LogWatch
from topin.embedded.process import Process
from topin.embedded.screen import Screen
from topin.embedded.supervisor import Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def register(tmp_path):
    return proof.Register(tmp_path / "processes.json", mark=str(tmp_path))


@pytest.fixture
def supervisor(register):
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    made = Supervisor(register, Screen(out))
    yield made
    made.stop()


@pytest.fixture
def sleeper(tmp_path):
    return Process("sleeper", SLEEPER, tmp_path / "sleeper.log", env={**os.environ, proof.MARK: str(tmp_path)})


def test_a_lock_is_held_by_one_and_free_again_when_its_holder_is_killed(tmp_path):
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from topin.embedded.proof import Lock;"
            "lock = Lock(Path(sys.argv[1])); print(lock.take(), flush=True); time.sleep(600)",
            tmp_path / "lock",
        ],
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout.readline() == b"True\n"
        assert not proof.Lock(tmp_path / "lock").take()
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    assert proof.Lock(tmp_path / "lock").take()


def test_an_orphan_is_ended_by_the_next_run(register, sleeper):
    sleeper.start()
    register.note("sleeper", sleeper.pid, signal.SIGTERM, 5)
    next_run = proof.Register(register.path, register.mark)
    assert next_run.end_orphans() == ["sleeper"]
    assert proof.birth(sleeper.pid) is None


def test_an_orphan_that_was_never_written_down_carries_our_mark(register, sleeper):
    sleeper.start()
    wait_for(lambda: psutil.Process(sleeper.pid).environ().get(proof.MARK) == register.mark)
    assert register.end_orphans() == [f"process {sleeper.pid}"]


def test_a_stranger_with_a_pid_of_ours_is_left_alone(register, tmp_path):
    stranger = Process("stranger", SLEEPER, tmp_path / "stranger.log", env=dict(os.environ))
    stranger.start()
    register.note("api", stranger.pid, signal.SIGTERM, 5)
    text = register.path.read_text().replace(proof.birth(stranger.pid), "another birth")
    register.path.write_text(text)
    assert proof.Register(register.path, register.mark).end_orphans() == []
    assert stranger.is_alive
    stranger.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_children_end_when_the_launcher_is_killed(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from topin.embedded.process import Process;"
        f"p = Process('x', {SLEEPER!r}, Path(sys.argv[1])); p.start(); print(p.pid, flush=True); time.sleep(600)"
    )
    launcher = subprocess.Popen([sys.executable, "-c", code, tmp_path / "x.log"], stdout=subprocess.PIPE)
    child = int(launcher.stdout.readline())
    launcher.kill()
    launcher.wait()
    launcher.stdout.close()
    wait_for(lambda: proof.birth(child) is None)


def test_a_process_that_dies_is_started_again_after_growing_pauses(supervisor, sleeper):
    supervisor.start("sleeper", sleeper)
    pauses = []
    for _ in range(2):
        sleeper._popen.kill()
        sleeper._popen.wait()
        supervisor.watch()
        charge = supervisor.charges[0]
        pauses.append(round(charge.due - time.monotonic()))
        charge.due = 0
        supervisor.watch()
        assert sleeper.is_alive
    assert pauses == [1, 2]


def test_whoever_dies_again_and_again_during_the_start_is_named(supervisor, tmp_path):
    broken = Process("broken", [sys.executable, "-c", "raise SystemExit('no such table')"], tmp_path / "broken.log")
    supervisor.start("broken", broken)
    for _ in range(3):
        wait_for(lambda: not broken.is_alive)
        supervisor.watch()
        supervisor.charges[0].due = 0
        supervisor.watch()
    with pytest.raises(Trouble, match="broken does not stay alive.*\n.*no such table"):
        supervisor.refuse_hopeless()


def test_a_failed_preparation_says_why(supervisor, tmp_path):
    broken = Process("release", [sys.executable, "-c", "raise SystemExit('bad file')"], tmp_path / "release.log")
    with pytest.raises(Trouble, match="bad file"):
        supervisor.finish("release", broken, lambda line: None)


def test_a_process_that_does_not_listen_is_ended_with_its_children(tmp_path):
    deaf = "import signal, subprocess, sys, time; signal.signal(15, signal.SIG_IGN);"
    deaf += f"print(subprocess.Popen({SLEEPER!r}).pid, flush=True); time.sleep(600)"
    process = Process("deaf", [sys.executable, "-c", deaf], tmp_path / "deaf.log")
    process.start()
    wait_for(lambda: process.last_line())
    process.stop(grace=0.1)
    assert process.exit_code == -signal.SIGKILL
    wait_for(lambda: proof.birth(int(process.last_line())) is None)


def test_an_error_in_a_log_is_pointed_at_once(tmp_path):
    process = Process("api", SLEEPER, tmp_path / "api.log")
    process.log.write_text("[error ] of yesterday\n")
    watch = LogWatch()
    assert list(watch.news([process])) == []
    with process.log.open("a") as log:
        log.write("fine\n2026 [error    ] the disk is full\n2026 [error    ] the disk is full\n")
    assert list(watch.news([process])) == [(process, "2026 [error    ] the disk is full")]
    with process.log.open("a") as log:
        log.write("2026 [error    ] again\n")
    assert list(watch.news([process])) == []


def test_a_procfile_names_processes_and_fills_in_variables(tmp_path):
    path = tmp_path / "Procfile"
    path.write_text("# ours\nweb: serve --port $PORT\n\njob: python manage.py job\n")
    assert procfile.commands(path, {"PORT": "80"}) == {
        "web": ["serve", "--port", "80"],
        "job": [sys.executable, "manage.py", "job"],
    }


def test_a_variable_that_is_missing_is_named(tmp_path):
    path = tmp_path / "Procfile"
    path.write_text("web: serve --port $PORT\n")
    with pytest.raises(Trouble, match=r"web needs \$PORT"):
        procfile.commands(path, {})
