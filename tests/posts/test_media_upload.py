"""Announcing a file and sending it, in one piece."""

import pytest
from django.conf import settings

from posts.media_types import TYPES, most_bytes
from posts.processing import kinds
from tests.posts.media_tools import PIECE, announce, facts, path_of, send
from topin import files

MEDIA_FIELDS = {
    *("id", "kind", "status", "progress", "failure", "url", "thumbnail_url", "variants", "width", "height"),
    *("duration", "blurhash", "alt_text", "size"),
}


def test_who_announces_a_file_learns_where_to_send_it(alice, api):
    made = announce(api(alice), alt_text="Two herons")
    assert set(made["media"]) == MEDIA_FIELDS
    assert (made["media"]["status"], made["media"]["kind"], made["media"]["progress"]) == ("pending", "image", 0)
    assert (made["media"]["alt_text"], made["media"]["size"]) == ("Two herons", len(PIECE))
    assert (made["media"]["url"], made["media"]["variants"]) == (None, [])
    upload = made["upload"]
    assert upload["method"] == "PUT"
    assert upload["url"].startswith(f"{settings.SITE_URL}/media/upload/")
    assert set(upload) == {"method", "url", "headers", "expires_at"}


def test_a_file_that_was_sent_and_completed_is_processed(alice, api, superuser):
    made = announce(api(alice))
    medium = made["media"]["id"]
    assert send(api, made["upload"]["url"], PIECE).status == 200
    answer = api(alice).post(f"/api/media/{medium}/complete")
    assert (answer.status, answer.json["status"]) == (202, "processing")
    (kinds,) = superuser.execute("select array_agg(kind) from events where subject_id = %s", [medium]).fetchone()
    assert kinds == ["media_uploaded"]
    (name,) = superuser.execute("select original from post_media where id = %s", [medium]).fetchone()
    with files.private.open(name) as original:
        assert original.read() == PIECE


def test_completing_twice_is_completing_once(alice, api, superuser):
    made = announce(api(alice))
    medium = made["media"]["id"]
    send(api, made["upload"]["url"], PIECE)
    first = api(alice).post(f"/api/media/{medium}/complete", {})
    second = api(alice).post(f"/api/media/{medium}/complete", {})
    assert (first.status, first.body) == (second.status, second.body)
    (events,) = superuser.execute("select count(*) from events where kind = 'media_uploaded'").fetchone()
    assert events == 1


@pytest.mark.parametrize("state", ["ready", "failed"])
def test_completing_what_was_processed_tells_how_it_is(alice, api, superuser, state):
    medium = announce(api(alice))["media"]["id"]
    superuser.execute("update post_media set state = %s, failure = 'broken' where id = %s", [state, medium])
    answer = api(alice).post(f"/api/media/{medium}/complete", {})
    assert (answer.status, answer.json["status"]) == (202, state)


def test_nothing_is_complete_before_it_has_arrived(alice, api):
    medium = announce(api(alice))["media"]["id"]
    answer = api(alice).post(f"/api/media/{medium}/complete", {})
    assert (answer.status, answer.code) == (409, "upload_incomplete")
    assert api(alice).get(f"/api/media/{medium}").json["status"] == "pending"


@pytest.mark.parametrize("content", [PIECE[:-1], PIECE + b"!", PIECE[:1]])
def test_more_or_fewer_bytes_than_announced_are_refused(alice, api, content):
    made = announce(api(alice))
    answer = send(api, made["upload"]["url"], content)
    assert (answer.status, answer.code) == (400, "upload_incomplete")
    assert api(alice).post(f"/api/media/{made['media']['id']}/complete", {}).status == 409


def test_what_was_cut_off_can_be_sent_again(alice, api):
    made = announce(api(alice))
    medium = made["media"]["id"]
    assert send(api, made["upload"]["url"], PIECE[:100]).status == 400
    again = api(alice).post(f"/api/media/{medium}/parts", {"numbers": [1]}).json
    assert again["uploaded"] == []
    assert send(api, again["parts"][0]["url"], PIECE).status == 200
    assert api(alice).post(f"/api/media/{medium}/complete", {}).status == 202


def test_an_address_that_somebody_changed_opens_nothing(alice, api):
    path = path_of(announce(api(alice))["upload"]["url"])
    other = "A" if path[-1] != "A" else "B"
    answer = api().request("PUT", path[:-1] + other, PIECE, content_type="application/octet-stream")
    assert (answer.status, answer.code) == (403, "address_expired")


def test_an_address_of_yesterday_opens_nothing(alice, api, settings):
    url = announce(api(alice))["upload"]["url"]
    settings.MEDIA_UPLOAD_SECONDS = -1
    assert send(api, url, PIECE).code == "address_expired"


def test_nothing_is_sent_into_what_was_completed_or_deleted(alice, api):
    made = announce(api(alice))
    medium, url = made["media"]["id"], made["upload"]["url"]
    send(api, url, PIECE)
    api(alice).post(f"/api/media/{medium}/complete", {})
    assert send(api, url, PIECE).status == 410
    other = announce(api(alice))
    api(alice).delete(f"/api/media/{other['media']['id']}")
    assert send(api, other["upload"]["url"], PIECE).status == 410


@pytest.mark.parametrize(
    ("purpose", "content_type", "fits"),
    [
        ("post", "image/heic", True), ("post", "Video/WebM; codecs=vp9", True), ("message", "audio/x-m4a", True),
        ("avatar", "image/gif", True), ("document", "application/pdf", True),
        ("post", "image/svg+xml", False), ("post", "text/html", False), ("post", "application/pdf", False),
        ("avatar", "video/mp4", False), ("document", "image/gif", False), ("message", "image/tiff", False),
    ],
)  # fmt: skip
def test_types_that_are_not_taken_are_refused_in_a_sentence(alice, api, purpose, content_type, fits):
    answer = api(alice).post("/api/media", facts(PIECE, purpose=purpose, content_type=content_type))
    assert answer.status == (201 if fits else 415)
    if not fits:
        assert answer.code == "unsupported_media_type"
        assert "Choose a" in answer.json["detail"]


def test_every_type_that_is_taken_can_be_processed():
    assert {name for types in TYPES.values() for name in types} == set(kinds.ANNOUNCED)


@pytest.mark.parametrize(
    ("purpose", "content_type", "setting"),
    [
        ("post", "image/gif", "MEDIA_IMAGE_BYTES"), ("message", "image/png", "MEDIA_IMAGE_BYTES"),
        ("post", "video/mp4", "MEDIA_VIDEO_BYTES"), ("post", "audio/flac", "MEDIA_AUDIO_BYTES"),
        ("avatar", "image/png", "PICTURE_BYTES"), ("document", "application/pdf", "DOCUMENT_BYTES"),
    ],
)  # fmt: skip
def test_each_kind_may_be_so_large_and_no_larger(alice, api, settings, purpose, content_type, setting):
    most = getattr(settings, setting)
    assert most_bytes(purpose, content_type) == most
    fields = {"purpose": purpose, "content_type": content_type}
    assert api(alice).post("/api/media", facts(PIECE, **fields) | {"size": most}).status == 201
    answer = api(alice).post("/api/media", facts(PIECE, **fields) | {"size": most + 1})
    assert (answer.status, answer.code) == (413, "too_large")
    assert "MiB" in answer.json["detail"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sha256", "x" * 64), ("sha256", "a" * 63), ("sha256", None), ("size", 0),
        ("size", -1), ("size", 2**63), ("size", "many"), ("purpose", "banner"), ("filename", ""),
        ("content_type", ""), ("alt_text", "x" * 1501), ("alt_text", 5),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_field(alice, api, field, value):
    answer = api(alice).post("/api/media", facts(PIECE) | {field: value})
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.json["errors"][0]["field"] == field


def test_a_checksum_may_be_written_in_capitals(alice, api, superuser):
    announce(api(alice), sha256="AB" * 32)
    assert superuser.execute("select sha256 from post_media").fetchone() == ("ab" * 32,)


def test_names_of_files_lose_their_folders_and_what_misleads(alice, api, superuser):
    announce(api(alice), filename="C:\\photos\\a\u202egnp.exe")
    announce(api(alice), filename="folder/")
    names = {name for (name,) in superuser.execute("select filename from post_media").fetchall()}
    assert names == {"agnp.exe", "file"}


def test_so_many_uploads_may_be_on_their_way_and_no_more(alice, bob, api, settings):
    settings.MEDIA_PENDING = 2
    first = announce(api(alice))
    announce(api(alice))
    answer = api(alice).post("/api/media", facts(PIECE))
    assert (answer.status, answer.code) == (409, "too_many_uploads")
    announce(api(bob))
    send(api, first["upload"]["url"], PIECE)
    api(alice).post(f"/api/media/{first['media']['id']}/complete", {})
    announce(api(alice))


def test_announcing_counts_for_the_rule_upload(alice, api):
    headers = api(alice).post("/api/media", facts(PIECE)).headers
    assert (headers["ratelimit-limit"], headers["ratelimit-remaining"]) == ("60", "59")


def test_visitors_hand_nothing_in(api):
    assert api().post("/api/media", facts(PIECE)).status == 401


def test_other_peoples_uploads_are_as_if_they_did_not_exist(alice, bob, mona, api):
    medium = announce(api(alice))["media"]["id"]
    absent = "01890000-0000-7000-8000-000000000000"

    def denials(person, media_id):
        somebody = api(person)
        answers = [
            somebody.get(f"/api/media/{media_id}"),
            somebody.put(f"/api/media/{media_id}", {"alt_text": "mine"}),
            somebody.post(f"/api/media/{media_id}/parts", {"numbers": [1]}),
            somebody.post(f"/api/media/{media_id}/complete", {}),
            somebody.post(f"/api/media/{media_id}/retry"),
            somebody.delete(f"/api/media/{media_id}"),
        ]
        return [(a.status, {k: v for k, v in a.json.items() if k != "request_id"}) for a in answers]

    for person in (bob, mona):
        assert denials(person, medium) == denials(person, absent)
        assert {status for status, _ in denials(person, medium)} == {404}
    assert api(alice).get(f"/api/media/{medium}").status == 200


def test_the_alt_text_can_be_changed(alice, api):
    medium = announce(api(alice))["media"]["id"]
    answer = api(alice).put(f"/api/media/{medium}", {"alt_text": "A heron at the pond"})
    assert (answer.status, answer.json["alt_text"]) == (200, "A heron at the pond")
    assert api(alice).put(f"/api/media/{medium}", {"alt_text": "é" * 1501}).status == 400
    assert api(alice).put(f"/api/media/{medium}", {"alt_text": ""}).json["alt_text"] == ""


def test_a_repeat_with_the_same_key_announces_once(alice, api, superuser):
    key = {"Idempotency-Key": "one"}
    first = api(alice).post("/api/media", facts(PIECE), headers=key)
    second = api(alice).post("/api/media", facts(PIECE), headers=key)
    assert first.body == second.body
    assert superuser.execute("select count(*) from post_media").fetchone() == (1,)


def test_pages_of_other_origins_may_send_files_too(alice, api):
    path = path_of(announce(api(alice))["upload"]["url"])
    asks = {"Origin": "https://app.example", "Access-Control-Request-Method": "PUT"}
    allowed = api().request("OPTIONS", path, headers=asks)
    assert allowed.status == 204
    assert "PUT" in allowed.headers["access-control-allow-methods"]
    sent = api().request("PUT", path, PIECE, headers={"Origin": "https://app.example"})
    assert (sent.status, sent.headers["access-control-allow-origin"]) == (200, "https://app.example")
    assert "ETag" in sent.headers["access-control-expose-headers"]
