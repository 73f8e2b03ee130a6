"""A media worker that is killed while it draws: the picture is done once afterwards, and nothing else is left."""

import psutil
import pytest
from PIL import Image

from tests.accounts.pictures import all_files, encoded, name_of, opened, upload
from tests.processes import eventually, start  # noqa: F401  (a fixture)
from topin import files

pytestmark = pytest.mark.processes
MEDIA = ("-Q", "media", "-c", "1")


def drawing_of(worker):
    """Whether it draws right now."""
    family = psutil.Process(worker.popen.pid).children(recursive=True)
    for process in family:
        try:
            if any("drawing.py" in part for part in process.cmdline()):
                return True
        except psutil.NoSuchProcess:
            pass
    return False


def test_a_killed_worker_loses_no_picture(start, alice, api, superuser, settings):  # noqa: F811
    settings.PICTURE_WAIT = 0
    patience = {"TASK_SOFT_TIME_LIMIT": "60", "TASK_TIME_LIMIT": "90"}
    stores = {"MEDIA_ROOT": settings.MEDIA_ROOT, "PRIVATE_ROOT": settings.PRIVATE_ROOT}
    slow = encoded(Image.effect_noise((3_000, 3_000), 90).convert("RGB"), compress_level=1)
    settings.PICTURE_BYTES = len(slow)
    start("relay", **patience)
    worker = start("worker", *MEDIA, **stores, **patience)
    assert upload(api(alice), slow).status == 202

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
    assert opened(stem, 512).size == (512, 512)
    assert len(all_files(files.public)) == 4
    tries = "select tries from event_deliveries where reader like '%draw_picture'"
    assert superuser.execute(tries).fetchall() == [(2,)]
    files.remove(files.public, *all_files(files.public))
