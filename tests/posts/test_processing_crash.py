"""A media worker that is killed in the middle of a video: the video is done once afterwards, by exactly one other."""

import psutil
import pytest

from tests.accounts.pictures import all_files
from tests.posts.processing import film, hand_in, shown
from tests.processes import eventually, start  # noqa: F401  (a fixture)
from topin import files

pytestmark = pytest.mark.processes
MEDIA = ("-Q", "media", "-c", "1")


def transcoders_of(pid):
    """The processes of the cage that decode right now."""
    found = []
    for process in psutil.Process(pid).children(recursive=True):
        try:
            found += [process] if "-filter_complex" in process.cmdline() else []
        except psutil.NoSuchProcess:
            continue
    return found


def test_a_killed_worker_loses_no_video(start, alice, superuser, settings):  # noqa: F811
    patience = {"TASK_SOFT_TIME_LIMIT": "60", "TASK_TIME_LIMIT": "90", "MEDIA_LEASE": "2"}
    stores = {"MEDIA_ROOT": settings.MEDIA_ROOT, "PRIVATE_ROOT": settings.PRIVATE_ROOT}
    content = film("-preset", "ultrafast", seconds=8, size="1280x720", rate=25, sound=False)
    start("relay", **patience)
    worker = start("worker", *MEDIA, **stores, **patience)
    media_id = hand_in(superuser, alice, content, "video/mp4")

    def it_transcodes():
        return transcoders_of(worker.popen.pid)

    (transcoder,) = eventually(it_transcodes, 60)
    pool = psutil.Process(worker.popen.pid).children()
    for process in (*pool, psutil.Process(worker.popen.pid)):  # not what they started: it has to notice by itself
        process.kill()
    worker.popen.wait()
    assert shown(superuser, media_id)["status"] == "processing"
    psutil.wait_procs([transcoder], timeout=30)
    assert not transcoder.is_running(), "whatever decodes ends with its worker"
    superuser.execute("update event_deliveries set next_try_at = now() + interval '2 seconds'")  # as its lease would
    start("worker", *MEDIA, **stores, **patience)
    start("worker", *MEDIA, "-n", "second@%h", **stores, **patience)

    def it_is_done():
        open_work = "select count(*) from event_deliveries where state <> 'done' and queue = 'media'"
        return shown(superuser, media_id)["status"] == "ready" and superuser.execute(open_work).fetchone() == (0,)

    eventually(it_is_done, 300)
    assert superuser.execute("select tries from media_contents").fetchall() == [(2,)], "one other, and no third"
    names = {name.split("/")[-1] for name in all_files(files.private)}
    assert {"720p.mp4", "480p.mp4", "master.m3u8", "poster.webp"} <= names
