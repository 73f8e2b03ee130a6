"""Addresses of media: signed for an hour, or for everybody and for ever; whole or in pieces."""

import hmac
import json
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts import media_jobs
from tests.posts.media_tools import PIECE, announce, path_of
from topin import files, signed

FILM = bytes(range(256)) * 8
LAST = len(FILM) - 1
HLS = "application/vnd.apple.mpegurl"
VARIANTS = [
    {"name": "720p", "file": "720.mp4", "width": 1280, "height": 720, "content_type": "video/mp4", "size": 9},
    {"name": "480p", "file": "480.mp4", "width": 854, "height": 480, "content_type": "video/mp4", "size": 5},
    {"name": "hls", "file": "hls.m3u8", "width": None, "height": None, "content_type": HLS, "size": 1},
    {"name": "poster", "file": "poster.webp", "width": 1280, "height": 720, "content_type": "image/webp", "size": 2},
]  # fmt: skip
PICTURES = [
    {"name": f"{w}", "file": f"{w}.webp", "width": w, "height": w, "content_type": "image/webp", "size": 1}
    for w in (2048, 1280, 640, 320)
]  # fmt: skip


@pytest.fixture
def ready(api, superuser):
    """`ready(alice)` → the id of a film of hers that was processed, with its files."""

    def make(person, kind="video", variants=VARIANTS, folder="f00", public_folder=None):
        medium = announce(api(person))["media"]["id"]
        (content,) = superuser.execute(
            """insert into media_contents (sha256, size, kind, state, progress, folder, public_folder, variants,
                                           width, height, duration, blurhash)
               values (%s, 5, %s, 'ready', 100, %s, %s, %s, 1280, 720, 12.5, 'LKO2') returning id""",
            [sha256(folder.encode()).hexdigest(), kind, folder, public_folder, json.dumps(variants)],
        ).fetchone()
        superuser.execute("update post_media set state = 'ready', content_id = %s where id = %s", [content, medium])
        for variant in variants:
            files.keep(files.private, f"media/{folder}/{variant['file']}", FILM)
            if public_folder:
                files.keep(files.public, f"media/{public_folder}/{variant['file']}", FILM)
        return medium

    return make


def shown(superuser, medium, public):
    return superuser.execute("select internal.media_json(%s, %s)", [medium, public]).fetchone()[0]


def read(api, url, **headers):
    return api().client.get(path_of(url), headers=headers)


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_what_is_ready_has_addresses(alice, api, ready):
    medium = api(alice).get(f"/api/media/{ready(alice)}").json
    assert (medium["status"], medium["progress"], medium["kind"], medium["failure"]) == ("ready", 100, "video", None)
    assert (medium["width"], medium["height"], medium["duration"], medium["blurhash"]) == (1280, 720, 12.5, "LKO2")
    assert medium["url"].endswith("/f00/720.mp4")
    assert medium["thumbnail_url"].endswith("/f00/poster.webp")
    assert [variant["name"] for variant in medium["variants"]] == ["720p", "480p", "hls", "poster"]
    assert set(medium["variants"][0]) == {"name", "url", "width", "height", "content_type"}
    answer = read(api, medium["url"])
    assert (answer.status_code, answer["Content-Type"], body(answer)) == (200, "video/mp4", FILM)
    assert answer["Cache-Control"].startswith("private")


@pytest.mark.parametrize(
    ("kind", "variants", "file", "thumbnail"),
    [
        ("image", PICTURES, "2048.webp", "640.webp"), ("image", PICTURES[3:], "320.webp", "320.webp"),
        ("image", PICTURES[:2], "2048.webp", "1280.webp"), ("gif", VARIANTS, "720.mp4", "poster.webp"),
        ("audio", [{**VARIANTS[0], "file": "128.m4a", "content_type": "audio/mp4"}], "128.m4a", None),
    ],
)  # fmt: skip
def test_each_kind_has_its_main_file_and_a_small_picture(alice, ready, superuser, kind, variants, file, thumbnail):
    medium = shown(superuser, ready(alice, kind, variants), False)
    assert medium["url"].endswith(f"/{file}")
    assert (medium["thumbnail_url"] or "").endswith(f"/{thumbnail}" if thumbnail else "")
    assert (thumbnail is None) == (medium["thumbnail_url"] is None)


def test_documents_are_shown_to_nobody(alice, ready, superuser):
    medium = shown(superuser, ready(alice, "document", PICTURES), False)
    assert (medium["url"], medium["thumbnail_url"], medium["variants"]) == (None, None, [])


@pytest.mark.parametrize("state", ["pending", "processing", "failed"])
def test_nothing_has_an_address_before_it_is_ready(alice, ready, superuser, state):
    medium = ready(alice)
    superuser.execute("update post_media set state = %s, failure = 'broken' where id = %s", [state, medium])
    found = shown(superuser, medium, True)
    assert (found["url"], found["thumbnail_url"], found["variants"]) == (None, None, [])
    assert (found["failure"] is None) == (state != "failed")


def test_public_addresses_are_for_public_places_only(alice, api, ready, superuser):
    medium = ready(alice, public_folder="b00")
    for_everybody, for_some = shown(superuser, medium, True), shown(superuser, medium, False)
    assert urlsplit(for_everybody["url"]).path == "/media/media/b00/720.mp4"
    assert "/media/signed/" in for_some["url"]
    answer = read(api, for_everybody["url"])
    assert (body(answer), "immutable" in answer["Cache-Control"]) == (FILM, True)
    assert "/media/signed/" in shown(superuser, ready(alice, folder="f01"), True)["url"]  # no public copy yet


def test_a_signed_address_stays_the_same_for_a_while_and_holds_for_an_hour(alice, ready, superuser):
    medium = ready(alice)
    ask = "select internal.media_json(%s, false) ->> 'url', extract(epoch from now())::int"
    seen = [superuser.execute(ask, [medium]).fetchone() for _ in range(2)]
    for url, now in seen:
        expires = int(re.search(r"/signed/(\d+)/", url)[1])
        assert expires == now // 900 * 900 + 4_500
    assert (seen[0][0] == seen[1][0]) == (seen[0][1] // 900 == seen[1][1] // 900)


@given(
    key=st.binary(min_size=64, max_size=64),
    message=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=99),
)
def test_the_database_signs_as_rfc_2104_says(superuser, key, message):
    (found,) = superuser.execute("select internal.hmac(%s, %s)", [key, message]).fetchone()
    assert found == hmac.digest(key, message.encode(), "sha256")


def test_signatures_open_their_folder_until_their_time_is_over(superuser):
    (key,) = superuser.execute("select key from media_keys order by id desc limit 1").fetchone()

    def path(expires, folder, signed_folder=None):
        signature = hmac.digest(key, f"{expires}/{signed_folder or folder}".encode(), "sha256")
        return f"/media/signed/{expires}/{urlsafe_b64encode(signature).rstrip(b'=').decode()}/{folder}/a.mp4"

    (now,) = superuser.execute("select extract(epoch from now())::int").fetchone()
    assert signed.opened_by(path(now + 99, "f00")).name == "media/f00/a.mp4"
    assert signed.opened_by(path(now - 1, "f00")) is None
    assert signed.opened_by(path(now + 99, "f00", "f01")) is None
    assert signed.opened_by(path(now + 99, "f00").replace(str(now + 99), str(now + 999))) is None
    assert signed.opened_by(path(now + 99, "f00") + "/../../originals/x.bin") is None


@pytest.fixture
def old_key(superuser):
    """The only key was made long ago; its id. Afterwards there is that key alone, as before."""
    kept = superuser.execute("select id, key, created_at from media_keys").fetchall()
    superuser.execute("update media_keys set created_at = now() - interval '31 days'")
    yield kept[0][0]
    superuser.execute("delete from media_keys")
    for row in kept:
        superuser.execute("insert into media_keys (id, key, created_at) values (%s, %s, %s)", row)


def test_a_new_key_signs_when_everybody_knows_it_and_the_one_before_still_opens(
    alice, api, ready, superuser, monkeypatch, old_key
):
    monkeypatch.setattr(signed, "_keys", signed._Keys())
    monkeypatch.setattr(signed, "REST", 0)  # seconds between two looks: they are always over
    medium = ready(alice)
    ask = "select internal.media_json(%s, false) ->> 'url', extract(epoch from now())::int / 900"
    before, quarter = superuser.execute(ask, [medium]).fetchone()
    assert read(api, before).status_code == 200
    assert media_jobs.rotate_media_keys() is True
    same, then = superuser.execute(ask, [medium]).fetchone()
    assert (same == before) == (quarter == then)  # the new key is too young to sign
    superuser.execute("update media_keys set created_at = now() - interval '3 minutes' where id <> %s", [old_key])
    after = shown(superuser, medium, False)["url"]
    assert after.split("/signed/")[1].split("/")[1] != before.split("/signed/")[1].split("/")[1]
    assert read(api, after).status_code == read(api, before).status_code == 200


def test_keys_are_renewed_every_month_and_two_are_kept(superuser, old_key, settings):
    assert media_jobs.rotate_media_keys() is True
    assert media_jobs.rotate_media_keys() is False
    settings.MEDIA_KEY_DAYS = 0
    assert media_jobs.rotate_media_keys() is True
    kept = superuser.execute("select octet_length(key) from media_keys").fetchall()
    assert kept == [(64,), (64,)]


def test_wrong_signatures_do_not_keep_the_database_busy(superuser, monkeypatch):
    keys = signed._Keys()
    monkeypatch.setattr(signed, "_keys", keys)
    path = f"/media/signed/99999999999/{'A' * 43}/f00/a.mp4"
    assert signed.opened_by(path) is None
    read_at = keys._read_at
    assert [signed.opened_by(path) for _ in range(20)] == [None] * 20
    assert keys._read_at == read_at


@pytest.mark.parametrize(
    "path", ["/media/signed/x/y/z.mp4", "/media/signed/1/2/3/4.mp4", "/media/signed/", "/media/check"]
)
def test_what_is_no_signed_address_is_not_there(api, path):
    assert api().client.get(path).status_code == 404


def test_the_front_is_told_which_addresses_it_may_serve(alice, api, ready, superuser):
    path = path_of(shown(superuser, ready(alice), False)["url"])
    assert api().client.get("/media/check", headers={"X-Forwarded-Uri": path}).status_code == 204
    assert api().client.get("/media/check", headers={"X-Forwarded-Uri": path + "?again=1"}).status_code == 204
    wrong = path.replace("/f00/", "/f01/")
    assert api().client.get("/media/check", headers={"X-Forwarded-Uri": wrong}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-9", 206, 0, 9), ("bytes=10-", 206, 10, LAST), ("bytes=-5", 206, LAST - 4, LAST),
        ("bytes=2000-99999", 206, 2000, LAST), ("bytes=-99999", 206, 0, LAST),
        ("bytes=5-4", 200, 0, LAST), ("bytes=0-1,4-5", 200, 0, LAST), ("lines=1-2", 200, 0, LAST),
        ("bytes=99999-", 416, None, None), ("bytes=-0", 416, None, None), ("bytes=-", 200, 0, LAST),
    ],
)  # fmt: skip
def test_files_are_read_in_pieces(alice, api, ready, superuser, asked, status, first, last):
    answer = read(api, shown(superuser, ready(alice), False)["url"], Range=asked)
    assert answer.status_code == status
    assert answer["Accept-Ranges"] == "bytes"
    if status == 416:
        assert answer["Content-Range"] == f"bytes */{len(FILM)}"
        return
    assert body(answer) == FILM[first : last + 1]
    assert int(answer["Content-Length"]) == last - first + 1
    assert answer.get("Content-Range") == (f"bytes {first}-{last}/{len(FILM)}" if status == 206 else None)


def test_a_piece_of_another_version_is_the_whole(alice, api, ready, superuser):
    answer = read(api, shown(superuser, ready(alice), False)["url"], Range="bytes=0-9", If_Range='"other"')
    assert (answer.status_code, body(answer)) == (200, FILM)


def test_originals_cannot_be_read_by_any_address(alice, api, superuser):
    made = announce(api(alice))
    api().request("PUT", path_of(made["upload"]["url"]), PIECE)
    (name,) = superuser.execute("select original from post_media").fetchone()
    for path in (f"/media/{name}", f"/media/{name}.parts/1", f"/media/signed/../{name}"):
        assert api().client.get(path).status_code == 404
