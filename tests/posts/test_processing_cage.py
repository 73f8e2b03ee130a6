"""The cage: what runs in it has little memory and time, reaches nobody, reads nothing else and does not outlive us."""

import socket
import sys

import psutil
import pytest

from posts.processing import CageBroke, Refused, cage
from posts.processing import ffmpeg as caged
from tests.posts.hostile import playlist
from tests.posts.processing import film

WHERE = pytest.mark.skipif(sys.platform != "linux", reason="only Linux closes sockets and folders to a process")


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_PATIENCE = 60
    made = tmp_path / "work"
    made.mkdir()
    (made / "source").write_bytes(b"")
    return made


def run(code, folder, *, seconds=20, file_bytes=1 << 20, moved=lambda: None):
    """Runs a line of Python in the cage."""
    bounds = cage.limits(folder, seconds, file_bytes)
    command = cage.confined(bounds, sys.executable, ["-I", "-c", code])
    return cage.run(command, folder, folder / "source", moved=moved)


def test_an_honest_program_says_what_it_has_to_say(folder):
    done = run("import sys; print('yes'); print('no', file=sys.stderr)", folder)
    assert (done.status, done.said, done.complained) == (0, "yes\n", "no\n")


def test_it_has_little_memory(folder, settings):
    settings.MEDIA_MEMORY = 200 * 1024 * 1024
    assert run("print(len(bytes(100 << 20)))", folder).status == 0
    assert "MemoryError" in run("bytes(300 << 20)", folder).complained


def test_it_has_little_time_of_the_processor(folder):
    with pytest.raises(Refused, match="too_costly"):
        run("while True: pass", folder, seconds=1)


def test_it_writes_no_large_files(folder):
    with pytest.raises(Refused, match="too_costly"):
        run(
            "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\nopen('x', 'wb').write(bytes(2 << 20))",
            folder,
        )


def test_it_opens_few_files(folder):
    assert "Too many open files" in run("found = [open('/dev/zero') for _ in range(99)]", folder).complained


def test_it_knows_no_secret(folder):
    said = run("import os; print(*sorted(os.environ))", folder).said
    assert said.split() == ["HOME", "LC_ALL", "MALLOC_ARENA_MAX", "PYTHONDONTWRITEBYTECODE"]


@WHERE
def test_it_opens_no_socket(folder):
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}))"
        assert "PermissionError" in run(code, folder).complained
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()


@WHERE
def test_it_reads_and_writes_no_other_folder(folder, tmp_path):
    (tmp_path / "secret").write_text("secret")
    for path in (tmp_path / "secret", "/etc/passwd", "/proc/1/environ"):
        assert "PermissionError" in run(f"open({str(path)!r})", folder).complained
    assert "PermissionError" in run(f"open({str(tmp_path / 'new')!r}, 'w')", folder).complained
    assert run("open('new', 'w').write('x'); print(open('new').read())", folder).said == "x\n"


def test_a_machine_that_is_too_busy_is_not_the_files_fault(folder, settings):
    settings.MEDIA_PATIENCE = 0
    with pytest.raises(CageBroke):
        run("import time; time.sleep(60)", folder)


def test_one_that_is_ended_from_outside_may_be_tried_again(folder):
    with pytest.raises(CageBroke):
        run("import os; os.kill(os.getpid(), 9)", folder)


def test_whatever_it_started_ends_with_it(folder):
    class Enough(Exception):
        pass

    code = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'input()'], stdin=-1).wait()"
    before, family = set(psutil.Process().children(recursive=True)), set()

    def two_are_there():
        family.update(psutil.Process().children(recursive=True))
        family.difference_update(before)
        if len(family) > 1:
            raise Enough

    with pytest.raises(Enough):
        run(code, folder, moved=two_are_there)
    assert psutil.wait_procs(list(family), timeout=30)[1] == []


@pytest.mark.parametrize("reader", ["hls", "concat", "dash", "sdp", "image2", "mov"])
def test_ffmpeg_opens_nothing_that_a_file_names(folder, reader, tmp_path):
    (tmp_path / "other.mp4").write_bytes(film(size="64x64"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.mp4"
        for target in (address, f"file://{tmp_path}/other.mp4", f"{tmp_path}/other.mp4"):
            content = (
                f"ffconcat version 1.0\nfile '{target}'\n".encode() if reader == "concat" else playlist(target.encode())
            )
            (folder / "source").write_bytes(content)
            output = caged.source(reader).output("out.mp4", f="mp4", t=1)
            with pytest.raises(Refused):
                caged.run(output, folder / "source", folder, lambda share: None)
        with pytest.raises(TimeoutError):
            server.accept()
