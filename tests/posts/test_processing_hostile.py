"""Files that mean harm, or are none: none is served, nobody is called, memory stays, and honest work goes on."""

import os
import socket
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.accounts.pictures import all_files, encoded, quarters, work
from tests.posts.hostile import AT_ONCE, MADE_ANEW, REFUSED
from tests.posts.processing import MARK, hand_in, renditions, shown
from topin import files

CODES = {
    *("unsupported_type", "type_mismatch", "unsuitable", "too_large", "too_many_pixels", "too_long", "too_many_frames"),
    *("too_costly", "broken", "no_video", "no_sound"),
}


@pytest.fixture(scope="module")
def listener():
    """A server that nobody should call: yields its port, and fails when somebody did."""
    callers = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen():
            while not stop.is_set():
                try:
                    callers.append(server.accept()[1])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1]
        stop.set()
        thread.join()
    assert callers == []


def started_by(pid):
    """Yields the ids of all processes below one, from the kernel's own lists: psutil looks through all there are."""
    with suppress(FileNotFoundError, ProcessLookupError):  # ended meanwhile
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in map(int, children.read_text().split()):
                yield child
                yield from started_by(child)


@contextmanager
def watched():
    """Yields a list of the most memory (bytes) that each process of the cage had, seen from beside it."""
    stop, peaks, before = threading.Event(), {}, set(started_by(os.getpid()))

    def watch():
        while not stop.wait(0.02):
            for pid in set(started_by(os.getpid())) - before:
                with suppress(psutil.NoSuchProcess):
                    peaks[pid] = max(peaks.get(pid, 0), psutil.Process(pid).memory_info().rss)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peaks
    finally:
        stop.set()
        thread.join()


def handed_in(superuser, person, recipe, port):
    content, content_type = recipe()
    return hand_in(superuser, person, content.replace(b"@PORT", b"%05d" % port), content_type)


@pytest.mark.parametrize("kind", AT_ONCE)
def test_no_program_is_started_for_it(alice, superuser, listener, kind):
    media_id = handed_in(superuser, alice, AT_ONCE[kind], listener)
    with watched() as peaks:
        work()
    media = shown(superuser, media_id)
    assert (media["status"], media["url"], media["variants"]) == ("failed", None, [])
    assert media["failure"]["code"] in ("unsupported_type", "type_mismatch", "unsuitable")
    assert peaks == {}
    assert [name.split("/")[0] for name in all_files(files.private)] == ["originals"], "for a retry; nobody gets it"
    assert all_files(files.public) == []


@pytest.mark.parametrize("kind", REFUSED)
def test_nothing_is_made_of_it_and_honest_work_goes_on(alice, bob, superuser, settings, listener, kind):
    media_id = handed_in(superuser, alice, REFUSED[kind], listener)
    honest = hand_in(superuser, bob, encoded(quarters(90, 60)), "image/png")
    with watched() as peaks:
        work()
    media = shown(superuser, media_id)
    assert media["status"] == "failed", media
    assert media["failure"]["code"] in CODES
    assert media["failure"]["message"].endswith(".")
    assert (media["url"], media["thumbnail_url"], media["variants"]) == (None, None, [])
    assert shown(superuser, honest)["status"] == "ready"
    assert peaks, "nobody watched"
    (folder,) = superuser.execute("select folder from media_contents where state = 'ready'").fetchone()
    assert {name.split("/")[1] for name in all_files(files.private) if name.startswith("media/")} == {folder}
    assert all_files(files.public) == []
    assert max(peaks.values(), default=0) < settings.MEDIA_MEMORY


@pytest.mark.parametrize("kind", MADE_ANEW)
def test_it_is_made_anew_and_holds_nothing_of_what_was_hidden(alice, superuser, settings, listener, kind):
    media_id = handed_in(superuser, alice, MADE_ANEW[kind], listener)
    with watched() as peaks:
        work()
    media = shown(superuser, media_id)
    assert (media["status"], media["failure"]) == ("ready", None)
    made = renditions(superuser)
    assert made
    for name, content in made.items():
        assert MARK not in content, name
        assert b"<script" not in content, name
        assert b"Spy" not in content, name
    assert not [name for name in all_files(files.private) if not name.startswith("media/")], "the original is gone"
    assert max(peaks.values(), default=0) < settings.MEDIA_MEMORY


def test_there_are_more_than_a_hundred_kinds():
    assert len(AT_ONCE) + len(REFUSED) + len(MADE_ANEW) > 100
