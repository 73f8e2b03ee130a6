"""A media worker that is killed while it draws: the picture is done once afterwards, and nothing else is left."""

import psutil
import pytest

from accounts.pictures import cage
from tests.accounts.pictures import all_files, encoded, name_of, opened, quarters, upload
from tests.processes import eventually, start  # noqa: F401  (a fixture)
from topin import files

pytestmark = pytest.mark.processes
MEDIA = ("-Q", "media", "-c", "1")
#: Draws, and does not end: however busy the machine is, the worker is found in the middle of it.
ENDLESS = f"import runpy, signal\nrunpy.run_path({str(cage.PROGRAM)!r}, run_name='__main__')\nsignal.pause()\n"


def drawing_of(worker):
    """Whether it draws right now."""
    family = psutil.Process(worker.popen.pid).children(recursive=True)
    for process in family:
        try:
            if any("endless_drawing.py" in part for part in process.cmdline()):
                return True
        except psutil.NoSuchProcess:
            pass
    return False


def test_a_killed_worker_loses_no_picture(start, alice, api, superuser, settings, tmp_path):  # noqa: F811
    settings.PICTURE_WAIT = 0
    patience = {"TASK_SOFT_TIME_LIMIT": "60", "TASK_TIME_LIMIT": "90"}
    stores = {"MEDIA_ROOT": settings.MEDIA_ROOT, "PRIVATE_ROOT": settings.PRIVATE_ROOT}
    endless = tmp_path / "endless_drawing.py"
    endless.write_text(ENDLESS)
    start("relay", **patience)
    worker = start("worker", *MEDIA, **stores, **patience, STAGE_DRAWING=str(endless))
    assert upload(api(alice), encoded(quarters())).status == 202

    def it_draws():
        return drawing_of(worker)

    eventually(it_draws, 60)
    worker.kill()
    assert name_of(superuser, alice) is None
    superuser.execute("update event_deliveries set next_try_at = now()")  # as if its lease had run out
    start("worker", *MEDIA, **stores, **patience)

    def it_is_done():
        open_work = "select count(*) from event_deliveries where state <> 'done' and queue = 'media'"
        done = superuser.execute(open_work).fetchone() == (0,)
        return name_of(superuser, alice) and done and not all_files(files.private)

    eventually(it_is_done, 90)
    stem = name_of(superuser, alice)
    assert opened(stem, 256).size == (256, 256)
    assert len(all_files(files.public)) == 4
    tries = "select tries from event_deliveries where reader like '%draw_picture'"
    assert superuser.execute(tries).fetchall() == [(2,)]
