"""What one file may cost, and where unfinished work lies."""

import os
import time

from PIL import Image

from posts.services.processing import PREFIX, STALE
from tests.accounts.pictures import encoded, quarters
from tests.posts.processing import failure, film, processed
from topin import files
from topin.queues import limits_of


def test_a_picture_has_little_time_of_the_processor(alice, superuser, settings):
    settings.MEDIA_IMAGE_CPU = 1
    costly = encoded(Image.effect_noise((6_000, 5_000), 90).convert("RGB"), "JPEG")
    assert failure(processed(superuser, alice, costly, "image/jpeg")) == "too_costly"
    settings.MEDIA_IMAGE_CPU = 60
    assert processed(superuser, alice, encoded(quarters(90, 60)), "image/png")["status"] == "ready"


def test_a_video_has_so_much_time_of_the_processor(alice, superuser, settings):
    settings.MEDIA_CPU = 1
    assert failure(processed(superuser, alice, film(size="1280x720", rate=25, seconds=8), "video/mp4")) == "too_costly"


def test_a_decoder_has_so_much_memory(alice, superuser, settings):
    settings.MEDIA_MEMORY = 300 * 1024 * 1024
    assert failure(processed(superuser, alice, encoded(Image.new("RGBA", (7_000, 7_000))), "image/png")) == "too_costly"


def test_unfinished_work_lies_where_the_setting_says_and_goes(alice, superuser, settings, tmp_path, monkeypatch):
    settings.MEDIA_WORK_DIR = str(tmp_path)
    (tmp_path / f"{PREFIX}old").mkdir()
    os.utime(tmp_path / f"{PREFIX}old", (time.time() - 2 * STALE,) * 2)
    (tmp_path / f"{PREFIX}new").mkdir()
    (tmp_path / "others").mkdir()
    keep, seen = files.keep, set()

    def keep_and_look(store, name, content):
        seen.update(path.name for path in tmp_path.iterdir())
        return keep(store, name, content)

    monkeypatch.setattr(files, "keep", keep_and_look)
    assert processed(superuser, alice, encoded(quarters(90, 60)), "image/png")["status"] == "ready"
    assert len(seen - {f"{PREFIX}new", f"{PREFIX}old", "others"}) == 1
    assert {path.name for path in tmp_path.iterdir()} == {f"{PREFIX}new", "others"}, "a day old work is nobody's"


def test_tasks_of_the_media_queue_may_take_longer_than_others(settings):
    settings.MEDIA_PATIENCE = 100
    assert limits_of("media") == {"soft_time_limit": 200, "time_limit": 230}
    assert limits_of("mail") == {}
