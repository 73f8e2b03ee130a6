"""Media in a bucket: a real S3 server takes them from members and hands them to members, by addresses signed for it."""

import os
import urllib.error
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from storages.backends.s3 import S3Storage

from posts import media_jobs, services
from tests.bucket import BUCKET, KEYS, client, s3  # noqa: F401  (a fixture)
from tests.deploy.test_front import caddy, echo
from tests.posts.media_tools import PIECE, announce, cut
from topin import files, middleware, sql, storage  # noqa: F401  (middleware: it reads the settings when it is loaded)
from topin.embedded import ports
from topin.storage.bucket import BucketUploads

PART = 5 * 1024 * 1024  # the smallest that S3 takes, but for the last one
FILM = os.urandom(2 * PART + 1_000)


@pytest.fixture(autouse=True)
def bucket(s3, settings, monkeypatch):  # noqa: F811
    """The product keeps its files there; its client."""
    options = {
        "access_key": KEYS["AWS_ACCESS_KEY_ID"],
        "secret_key": KEYS["AWS_SECRET_ACCESS_KEY"],
        "bucket_name": BUCKET,
        "endpoint_url": s3,
        "region_name": "us-east-1",
        "signature_version": "s3v4",
        "file_overwrite": True,
    }
    private = S3Storage(**options, location="private", default_acl="private")
    for_ever = {"CacheControl": "public, max-age=31536000, immutable"}
    monkeypatch.setattr(files, "private", private)
    monkeypatch.setattr(files, "public", S3Storage(**options, location="public", object_parameters=for_ever))
    monkeypatch.setattr(storage, "uploads", BucketUploads(private))
    settings.STORAGE = "s3"
    settings.MEDIA_PART_THRESHOLD, settings.MEDIA_PART_BYTES = PART + 1, PART
    return client(s3)


def put(url, content, headers):
    request = urllib.request.Request(url, data=content, method="PUT", headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.headers["ETag"]


def get(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:
        return answer.status, answer.headers, answer.read()


def refused(deed, *args):
    with pytest.raises(urllib.error.HTTPError) as error:
        deed(*args)
    with error.value as answer:
        return answer.code


def announced(api, person, content=FILM):
    return announce(api(person), content, content_type="video/mp4", filename="film.mp4")


def original(superuser):
    with files.private.open(superuser.execute("select original from post_media").fetchone()[0]) as file:
        return file.read()


def original_of(superuser, medium):
    return superuser.execute("select original from post_media where id = %s", [medium]).fetchone()[0]


def test_a_file_in_one_piece_goes_straight_into_the_bucket(alice, api, s3, superuser):  # noqa: F811
    made = announce(api(alice))
    upload, medium = made["upload"], made["media"]["id"]
    assert upload["url"].startswith(f"{s3}/{BUCKET}/private/originals/")
    assert api(alice).post(f"/api/media/{medium}/complete", {}).code == "upload_incomplete"
    put(upload["url"], PIECE, upload["headers"])
    assert api(alice).post(f"/api/media/{medium}/complete", {}).status == 202
    assert api(alice).post(f"/api/media/{medium}/complete", {}).status == 202
    assert original(superuser) == PIECE


def test_the_bucket_takes_exactly_what_was_announced(alice, api):
    upload = announce(api(alice))["upload"]
    assert refused(put, upload["url"], PIECE + b"!", upload["headers"]) == 403
    assert refused(put, upload["url"].replace("originals", "media"), PIECE, upload["headers"]) == 403


def test_an_upload_in_parts_goes_on_after_it_was_cut_off(alice, api, superuser):
    made = announced(api, alice)
    medium, upload = made["media"]["id"], made["upload"]
    contents = cut(FILM, PART)
    assert [part["number"] for part in upload["parts"]] == [1, 2, 3]
    put(upload["parts"][2]["url"], contents[2], upload["headers"])
    put(upload["parts"][0]["url"], b"?" * PART, upload["headers"])
    answer = api(alice).post(f"/api/media/{medium}/complete", {})
    assert (answer.status, answer.code) == (409, "upload_incomplete")
    on = api(alice).post(f"/api/media/{medium}/parts", {"numbers": [1, 2]}).json
    assert on["uploaded"] == [1, 3]
    sent = [
        {"number": part["number"], "etag": put(part["url"], contents[part["number"] - 1], on["headers"])}
        for part in on["parts"]
    ]
    assert api(alice).post(f"/api/media/{medium}/complete", {"parts": sent}).status == 202
    assert api(alice).post(f"/api/media/{medium}/complete", {"parts": sent}).status == 202
    assert original(superuser) == FILM


def test_what_was_put_together_before_a_crash_is_not_put_together_again(alice, api, superuser):
    made = announced(api, alice)
    for part, content in zip(made["upload"]["parts"], cut(FILM, PART), strict=True):
        put(part["url"], content, made["upload"]["headers"])
    upload = storage.Upload(**sql.ask(alice.viewer, "get_media_upload", made["media"]["id"]).loads())
    parts = storage.uploads.arrived(upload)
    storage.uploads.finish(upload, parts)
    with suppress(storage.UploadGone):  # SeaweedFS remembers that it did, Amazon does not
        storage.uploads.finish(upload, parts)
    assert api(alice).post(f"/api/media/{made['media']['id']}/complete", {}).json["status"] == "processing"
    assert original(superuser) == FILM


def test_a_deleted_upload_leaves_nothing_in_the_bucket(alice, api, superuser, bucket):
    made = announced(api, alice)
    put(made["upload"]["parts"][0]["url"], FILM[:PART], made["upload"]["headers"])
    api(alice).delete(f"/api/media/{made['media']['id']}")
    (removed,) = superuser.execute("select data -> 'media' from events where kind = 'media_removed'").fetchone()
    for _ in range(2):  # safe to repeat
        services.remove_originals(None, removed)
    assert not bucket.list_multipart_uploads(Bucket=BUCKET).get("Uploads")


def test_the_clock_has_the_bucket_forget_old_uploads(alice, api, bucket):
    announced(api, alice)
    assert media_jobs.remove_unattached_media().endswith(" 0 uploads")
    assert storage.uploads.abort_older(datetime.now(UTC) + timedelta(minutes=1)) == 1
    assert not bucket.list_multipart_uploads(Bucket=BUCKET).get("Uploads")


def test_what_is_sent_once_more_after_all_is_over_does_not_stay(alice, api, superuser, settings):
    """The bucket takes it while the address is good: it knows nothing of our media."""
    made = {state: announce(api(alice)) for state in ("ready", "failed", "deleted")}
    ids = {state: one["media"]["id"] for state, one in made.items()}
    names = {state: original_of(superuser, medium) for state, medium in ids.items()}
    for state, one in made.items():
        put(one["upload"]["url"], PIECE, one["upload"]["headers"])
        api(alice).post(f"/api/media/{ids[state]}/complete", {})
        if state != "deleted":
            superuser.execute("update post_media set state = %s where id = %s", [state, ids[state]])
    api(alice).delete(f"/api/media/{ids['deleted']}")
    media_jobs.remove_unattached_media()
    assert all(map(files.private.exists, names.values())), "an address that was asked for may still be in use"
    settings.MEDIA_UPLOAD_SECONDS = -60
    media_jobs.remove_unattached_media()
    assert [state for state, name in names.items() if files.private.exists(name)] == ["failed"]


def test_private_media_are_read_by_who_has_a_signed_address(alice, api, superuser, s3):  # noqa: F811
    files.keep(files.private, "media/f00/720.mp4", FILM)
    files.keep(files.private, "media/f00/master.m3u8", b"#EXTM3U\n720.m3u8\n")
    (base,) = superuser.execute("select internal.sign_media('f00')").fetchone()
    path = urlsplit(base).path
    answer = api().client.get(f"{path}720.mp4")
    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, max-age=900")
    assert answer["Location"].startswith(f"{s3}/{BUCKET}/private/media/f00/720.mp4?")
    status, headers, body = get(answer["Location"], Range="bytes=1000-1999")
    assert (status, headers["Content-Type"], body) == (206, "video/mp4", FILM[1000:2000])
    playlist = api().client.get(f"{path}master.m3u8")  # names in it are meant from here
    assert (playlist.status_code, b"".join(playlist.streaming_content)) == (200, b"#EXTM3U\n720.m3u8\n")
    assert playlist["Content-Type"] == "application/vnd.apple.mpegurl"
    assert api().client.get(f"{path.replace('f00', 'f01')}720.mp4").status_code == 404
    assert api().client.get(f"{path}gone.m3u8").status_code == 404


def test_nobody_reads_the_bucket_without_a_signature(s3):  # noqa: F811
    files.keep(files.private, "media/f00/720.mp4", b"film")
    assert refused(get, f"{s3}/{BUCKET}/private/media/f00/720.mp4") == 403


def test_public_media_are_copied_inside_the_bucket_and_read_in_pieces(api, bucket):
    files.keep(files.private, "media/f00/720.mp4", FILM)
    for _ in range(2):  # safe to repeat
        files.share_folder("media/f00", "media/b00")
    kept = bucket.head_object(Bucket=BUCKET, Key="public/media/b00/720.mp4")
    assert (kept["ContentType"], "immutable" in kept["CacheControl"]) == ("video/mp4", True)
    answer = api().client.get("/media/media/b00/720.mp4")
    assert (answer.status_code, answer["Cache-Control"]) == (302, "public, max-age=900")
    assert get(answer["Location"], Range="bytes=-5")[2] == FILM[-5:]
    services.remove_renditions("f00", "b00")
    services.remove_renditions("f00", "b00")
    assert refused(get, answer["Location"]) == 404


def test_small_public_files_come_through_the_application(api):
    files.keep(files.public, "pictures/p00/256.webp", b"drawn")
    answer = api().client.get("/media/pictures/p00/256.webp")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"drawn")
    assert "immutable" in answer["Cache-Control"]


def test_addresses_lead_to_where_members_reach_the_bucket(alice, api, s3, settings, tmp_path, monkeypatch):  # noqa: F811
    """The bucket stands behind the front, which hands on what was signed for it, and nothing else."""
    front, application, realtime = ports.free(3)
    monkeypatch.setenv("STORAGE", "s3")
    monkeypatch.setenv("FILES_PORT", str(urlsplit(s3).port))
    settings.AWS_S3_PUBLIC_ENDPOINT_URL = f"http://127.0.0.1:{front}"
    with echo("api", application), echo("realtime", realtime), caddy(tmp_path, front, application, realtime):
        upload = announce(api(alice))["upload"]
        assert upload["url"].startswith(f"http://127.0.0.1:{front}/{BUCKET}/")
        put(upload["url"], PIECE, upload["headers"])
        files.keep(files.private, "media/f00/720.mp4", FILM)
        address = storage.reading_address(files.private, "media/f00/720.mp4", 60, "video/mp4")
        assert get(address, Range="bytes=0-4")[2] == FILM[:5]
        unsigned = address.partition("?")[0]
        assert b'"server": "api"' in get(unsigned)[2]
        assert refused(get, f"{unsigned}?X-Amz-Signature=0") in (400, 403)
