"""Videos and sounds become H.264 and AAC that plays everywhere, with nothing of what was written into the file."""

import re
import tempfile
from pathlib import Path

import pytest

from posts.processing import ffmpeg as caged
from tests.accounts.pictures import work
from tests.posts.processing import (
    MARK,
    decoded_size,
    failure,
    film,
    hand_in,
    made,
    moving,
    opened,
    processed,
    renditions,
    shown,
    sound,
    told,
)

TYPES = {"mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm"}
SOUNDS = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac"}
CAPTIONS = b"1\n00:00:00,000 --> 00:00:00,900\n<font color=red>Hello</font> <b>you</b>\n\n"


@pytest.mark.parametrize("ending", TYPES)
def test_each_kind_of_video_becomes_mp4_and_hls(alice, superuser, ending):
    media = processed(superuser, alice, film(ending=ending), TYPES[ending])
    assert (media["status"], media["kind"], media["failure"]) == ("ready", "video", None)
    assert (media["width"], media["height"]) == (320, 240)
    assert media["duration"] == pytest.approx(1, abs=0.15)
    assert [v["name"] for v in media["variants"]] == ["480p", "hls", "poster"], "nothing is scaled up"
    content = renditions(superuser)
    lines = told(content["480p.mp4"])
    assert re.search(r"Video: h264 \(High\).*yuv420p", lines)
    assert "Audio: aac (LC)" in lines
    assert content["480p.mp4"].find(b"moov") < content["480p.mp4"].find(b"mdat"), "plays before all of it is there"
    assert opened(content["poster.webp"]).size == (320, 240)
    assert len(media["blurhash"]) > 6


def test_a_large_video_has_two_sizes_and_one_master_playlist(alice, superuser):
    media = processed(superuser, alice, film(size="1600x900", seconds=3, rate=8), "video/mp4")
    sizes = [(v["name"], v["width"], v["height"]) for v in media["variants"]]
    assert sizes == [("720p", 1280, 720), ("480p", 852, 480), ("hls", 1280, 720), ("poster", 1280, 720)]
    content = renditions(superuser)
    assert decoded_size(content["720p.mp4"]) == (1280, 720)
    assert decoded_size(content["480p.mp4"]) == (852, 480)
    master = content["master.m3u8"].decode().splitlines()
    assert master[0] == "#EXTM3U"
    assert [line for line in master if line.endswith(".m3u8")] == ["720p.m3u8", "480p.m3u8"]
    assert "RESOLUTION=1280x720" in content["master.m3u8"].decode()
    for name in ("720p", "480p"):
        playlist = content[f"{name}.m3u8"].decode()
        assert playlist.rstrip().endswith("#EXT-X-ENDLIST")
        assert {line for line in playlist.splitlines() if not line.startswith("#") and line} == {f"{name}.m4s"}
        ends = [int(a) + int(b) for a, b in re.findall(r"BYTERANGE[:=]\"?(\d+)@(\d+)", playlist)]
        assert max(ends) == len(content[f"{name}.m4s"]), "the ranges are all of the file"


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ("321x241", (320, 240)),
        ("640x480", (640, 480)),
        ("720x1280", (720, 1280)),
        ("1280x536", (1280, 536)),
        ("1000x100", (1000, 100)),
        ("16x16", (16, 16)),
    ],
)
def test_sizes_are_even_and_keep_their_shape(alice, superuser, size, wanted):
    media = processed(superuser, alice, film("-pix_fmt", "yuv444p", size=size, rate=4), "video/mp4")
    assert (media["width"], media["height"]) == wanted
    largest = renditions(superuser)[media["variants"][0]["name"] + ".mp4"]
    assert decoded_size(largest) == wanted


def test_what_a_phone_filmed_on_its_side_stands_upright(alice, superuser):
    content = made("-display_rotation", "90", "-f", "mov", "-i", "fd:", "-c", "copy", ending="mp4", given=film())
    assert "rotation of" in told(content)
    media = processed(superuser, alice, content, "video/mp4")
    assert (media["width"], media["height"]) == (240, 320)
    result = renditions(superuser)["480p.mp4"]
    assert decoded_size(result) == (240, 320)
    assert "rotation of" not in told(result)


def test_pixels_become_square(alice, superuser):
    media = processed(superuser, alice, film("-vf", "setsar=2/1"), "video/mp4")
    assert (media["width"], media["height"]) == (640, 240)


def test_a_thousand_pictures_a_second_become_sixty(alice, superuser):
    content = film(size="32x32", rate=1000, sound=False)
    media = processed(superuser, alice, content, "video/mp4")
    assert media["duration"] == pytest.approx(1, abs=0.1)
    rate = re.search(r"([\d.]+) fps", told(renditions(superuser)["480p.mp4"]))
    assert 40 <= float(rate[1]) <= 62


def test_nothing_that_was_written_into_a_video_comes_along(alice, superuser):
    texts = [f"{name}={MARK.decode()}" for name in ("title", "comment", "location", "com.apple.quicktime.make")]
    arguments = [part for text in texts for part in ("-metadata", text)]
    content = film(*arguments, "-metadata:s:v", f"handler_name={MARK.decode()}", "-movflags", "use_metadata_tags")
    assert MARK in content
    processed(superuser, alice, content, "video/mp4")
    for name, result in renditions(superuser).items():
        assert b"Spy" not in result, name
        assert b"x264 - core" not in result, name


@pytest.mark.parametrize("ending", SOUNDS)
def test_each_kind_of_sound_becomes_aac(alice, superuser, ending):
    media = processed(superuser, alice, sound("-metadata", f"title={MARK.decode()}", ending=ending), SOUNDS[ending])
    assert (media["status"], media["kind"], media["failure"]) == ("ready", "audio", None)
    assert media["duration"] == pytest.approx(2, abs=0.15)
    assert [(v["name"], v["content_type"]) for v in media["variants"]] == [("audio", "audio/mp4")]
    (result,) = renditions(superuser).values()
    assert "Audio: aac (LC)" in told(result)
    assert b"Spy" not in result


def test_the_cover_of_a_song_is_no_video_and_does_not_come_along(alice, superuser):
    cover = ["-f", "lavfi", "-i", "testsrc2=s=64x64:d=0.04", "-map", "0", "-map", "1", "-c:v", "mjpeg"]
    cover += ["-c:a", "copy", "-pix_fmt", "yuvj420p", "-disposition:v", "attached_pic"]
    song = made("-f", "mp3", "-i", "fd:", *cover, ending="mp3", given=sound())
    assert "attached pic" in told(song, ending="mp3")
    media = processed(superuser, alice, song, "audio/mpeg")
    assert (media["status"], media["kind"]) == ("ready", "audio")
    assert "Video" not in told(renditions(superuser)["audio.m4a"])


def with_captions(words=CAPTIONS, seconds=1):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.srt"
        path.write_bytes(words)
        second = ["-f", "srt", "-i", str(path), "-c", "copy", "-c:s", "mov_text"]
        return made("-f", "mov", "-i", "fd:", *second, ending="mp4", given=film(seconds=seconds))


def test_captions_come_along_as_webvtt(alice, superuser):
    media = processed(superuser, alice, with_captions(), "video/mp4")
    assert [(v["name"], v["content_type"]) for v in media["variants"]][-1] == ("captions", "text/vtt")
    words = renditions(superuser)["captions.vtt"].decode()
    assert words.startswith("WEBVTT\n\n00:00.000 --> 00:00.900\n")
    assert "Hello <b>you</b>" in words
    assert "font" not in words


def test_captions_that_are_too_long_are_left_out(alice, superuser, settings):
    settings.MEDIA_CAPTIONS_BYTES = 20
    media = processed(superuser, alice, with_captions(), "video/mp4")
    assert media["status"] == "ready"
    assert "captions" not in [v["name"] for v in media["variants"]]


def test_a_film_that_runs_for_too_long_is_refused(alice, superuser, settings):
    settings.MEDIA_VIDEO_SECONDS = 1
    assert failure(processed(superuser, alice, film(seconds=3, size="64x64"), "video/mp4")) == "too_long"
    settings.MEDIA_AUDIO_SECONDS = 1
    assert failure(processed(superuser, alice, sound(seconds=3), "audio/mpeg")) == "too_long"


def test_a_film_that_hides_how_long_it_runs_is_refused_when_that_comes_out(alice, superuser, settings):
    settings.MEDIA_VIDEO_SECONDS = 2
    content = film("-live", "1", ending="webm", seconds=5, size="64x64", sound=False)
    assert "Duration: N/A" in told(content, ending="webm")
    assert failure(processed(superuser, alice, content, "video/webm")) == "too_long"


def test_more_bytes_or_pixels_than_a_video_or_sound_may_have(alice, superuser, settings):
    content = film(size="64x48")
    settings.MEDIA_VIDEO_BYTES = len(content) - 1
    assert failure(processed(superuser, alice, content, "video/mp4")) == "too_large"
    settings.MEDIA_VIDEO_BYTES = len(content)
    settings.MEDIA_VIDEO_PIXELS = 64 * 48 - 1
    assert failure(processed(superuser, alice, content, "video/mp4")) == "too_many_pixels"
    song = sound()
    settings.MEDIA_AUDIO_BYTES = len(song) - 1
    assert failure(processed(superuser, alice, song, "audio/mpeg")) == "too_large"


def test_who_announced_a_sound_gets_no_video_nor_the_other_way_round(alice, superuser):
    assert failure(processed(superuser, alice, film(size="64x48"), "audio/mp4")) == "type_mismatch"
    assert failure(processed(superuser, alice, sound(ending="m4a"), "video/mp4")) == "no_video"
    assert failure(processed(superuser, alice, film(ending="webm", size="64x48"), "video/mp4")) == "type_mismatch"


def test_a_moving_webp_shows_its_first_picture(alice, superuser):
    media = processed(superuser, alice, moving(5, kind="WEBP"), "image/webp")
    assert (media["status"], media["kind"]) == ("ready", "image")


def test_ffmpeg_is_the_one_that_the_setting_names(alice, superuser, settings, tmp_path):
    content = film(size="32x32")
    media_id = hand_in(superuser, alice, content, "video/mp4")
    caged.program.cache_clear()
    settings.FFMPEG = str(tmp_path / "none")
    try:
        assert work() == ["waiting"], "that is our fault and not the file's: it is tried again"
    finally:
        settings.FFMPEG = ""
        caged.program.cache_clear()
    assert shown(superuser, media_id)["status"] == "processing"
    superuser.execute("update event_deliveries set next_try_at = now()")
    work()
    assert shown(superuser, media_id)["status"] == "ready"
