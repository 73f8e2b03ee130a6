"""Sending a large file in parts, and going on after it was cut off."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from posts import services
from tests.posts.media_tools import announce, cut, facts, send
from topin import files, sql, storage

PART = 1_000
FILM = os.urandom(4 * PART + 123)  # five parts, the last one shorter


@pytest.fixture(autouse=True)
def _small_parts(settings):
    settings.MEDIA_PART_THRESHOLD, settings.MEDIA_PART_BYTES = 2 * PART, PART


def announced(api, person):
    return announce(api(person), FILM, content_type="video/mp4", filename="film.mp4")


def test_a_large_file_comes_in_parts(alice, api):
    made = announced(api, alice)
    assert [part["number"] for part in made["upload"]["parts"]] == [1, 2, 3, 4, 5]
    assert made["upload"]["part_size"] == PART
    assert "url" not in made["upload"]
    assert made["media"]["kind"] == "video"


def test_a_file_of_exactly_the_threshold_comes_in_one_piece(alice, api):
    assert "url" in announce(api(alice), FILM[: 2 * PART], content_type="video/mp4")["upload"]
    assert len(announce(api(alice), FILM[: 2 * PART + 1], content_type="video/mp4")["upload"]["parts"]) == 3


def test_parts_come_in_any_order_and_make_the_whole(alice, api, superuser):
    made = announced(api, alice)
    sent = []
    for part, content in reversed(list(zip(made["upload"]["parts"], cut(FILM, PART), strict=True))):
        answer = send(api, part["url"], content)
        assert answer.status == 200
        sent.append({"number": part["number"], "etag": answer.headers["etag"]})
    medium = made["media"]["id"]
    assert api(alice).post(f"/api/media/{medium}/complete", {"parts": sent}).json["status"] == "processing"
    (name,) = superuser.execute("select original from post_media").fetchone()
    assert files.private.open(name).read() == FILM
    folder, names = files.private.listdir("originals")
    assert (folder, names) == ([], [name.partition("/")[2]])  # the parts are gone


def test_an_upload_that_was_cut_off_goes_on_where_it_was(alice, api):
    made = announced(api, alice)
    parts, contents = made["upload"]["parts"], cut(FILM, PART)
    for number in (1, 2, 4):
        send(api, parts[number - 1]["url"], contents[number - 1])
    assert send(api, parts[2]["url"], contents[2][:400]).status == 400  # here the line was cut
    medium = made["media"]["id"]
    answer = api(alice).post(f"/api/media/{medium}/complete", {})
    assert (answer.status, answer.code) == (409, "upload_incomplete")
    assert "3, 5" in answer.json["detail"]
    on = api(alice).post(f"/api/media/{medium}/parts", {"numbers": [5, 3]}).json
    assert on["uploaded"] == [1, 2, 4]
    assert [part["number"] for part in on["parts"]] == [3, 5]
    for part in on["parts"]:
        assert send(api, part["url"], contents[part["number"] - 1]).status == 200
    assert api(alice).post(f"/api/media/{medium}/complete", {}).status == 202


def test_a_part_that_is_sent_again_replaces_the_first(alice, api, superuser):
    made = announced(api, alice)
    for part, content in zip(made["upload"]["parts"], cut(FILM, PART), strict=True):
        assert send(api, part["url"], b"?" * len(content)).status == 200
        assert send(api, part["url"], content).status == 200
    assert api(alice).post(f"/api/media/{made['media']['id']}/complete", {}).status == 202
    (name,) = superuser.execute("select original from post_media").fetchone()
    assert files.private.open(name).read() == FILM


def test_a_part_that_was_cut_off_leaves_the_one_before(alice, api):
    made = announced(api, alice)
    url, content = made["upload"]["parts"][0]["url"], FILM[:PART]
    send(api, url, content)
    assert send(api, url, content[:10]).status == 400
    assert api(alice).post(f"/api/media/{made['media']['id']}/parts", {}).json["uploaded"] == [1]


def test_whoever_sent_something_else_than_is_there_is_told(alice, api):
    made = announced(api, alice)
    sent = [
        {"number": part["number"], "etag": send(api, part["url"], content).headers["etag"]}
        for part, content in zip(made["upload"]["parts"], cut(FILM, PART), strict=True)
    ]
    sent[1]["etag"] = '"0123"'
    answer = api(alice).post(f"/api/media/{made['media']['id']}/complete", {"parts": sent})
    assert (answer.status, answer.code) == (409, "upload_incomplete")
    assert "again: 2." in answer.json["detail"]


@pytest.mark.parametrize("numbers", [[0], [6], [-1], ["x"], [1] * 1001, "1"])
def test_there_are_only_the_parts_that_the_file_has(alice, api, numbers):
    medium = announced(api, alice)["media"]["id"]
    answer = api(alice).post(f"/api/media/{medium}/parts", {"numbers": numbers})
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.json["errors"][0]["field"].startswith("numbers")


def test_what_has_arrived_gets_no_more_addresses(alice, api, superuser):
    medium = announced(api, alice)["media"]["id"]
    superuser.execute("update post_media set state = 'processing'")
    answer = api(alice).post(f"/api/media/{medium}/parts", {"numbers": [1]})
    assert (answer.status, answer.code) == (409, "already_uploaded")


def test_the_parts_of_one_file_go_into_no_other(alice, bob, api):
    hers, his = announced(api, alice), announced(api, bob)
    send(api, hers["upload"]["parts"][0]["url"], FILM[:PART])
    assert api(bob).post(f"/api/media/{his['media']['id']}/parts", {}).json["uploaded"] == []


def test_two_who_complete_at_the_same_time_make_one_whole(alice, api, superuser):
    """The second finds the parts gone, as it does when both put them together at once."""
    made = announced(api, alice)
    for part, content in zip(made["upload"]["parts"], cut(FILM, PART), strict=True):
        send(api, part["url"], content)
    upload = storage.Upload(**sql_upload(alice, made))
    parts = storage.uploads.arrived(upload)
    storage.uploads.finish(upload, parts)
    with pytest.raises(storage.UploadGone):
        storage.uploads.finish(upload, parts)
    assert api(alice).post(f"/api/media/{made['media']['id']}/complete", {}).status == 202


def sql_upload(person, made):
    return sql.ask(person.viewer, "get_media_upload", made["media"]["id"]).loads()


def test_parts_that_nobody_goes_on_with_are_removed_in_the_end(alice, api):
    made = announced(api, alice)
    send(api, made["upload"]["parts"][0]["url"], FILM[:PART])
    assert services.abort_old_uploads() == 0
    assert storage.uploads.abort_older(datetime.now(UTC) + timedelta(seconds=5)) == 1
    assert api(alice).post(f"/api/media/{made['media']['id']}/parts", {}).json["uploaded"] == []


def test_a_limit_of_the_settings_cuts_the_parts(alice, api, settings):
    settings.MEDIA_PART_BYTES = 3 * PART
    answer = api(alice).post("/api/media", facts(FILM, content_type="video/mp4"))
    assert [part["number"] for part in answer.json["upload"]["parts"]] == [1, 2]


def test_a_part_is_never_in_memory_as_a_whole(alice, api):
    made = announced(api, alice)
    ticket = storage.disk.Ticket(made["media"]["id"], "originals/large", 1, 10_000_000)
    asked, left = [], [10_000_000]

    def read(most):
        asked.append(most)
        size = min(most, left[0])
        left[0] -= size
        return bytes(size)

    storage.uploads.receive(ticket, read)
    assert max(asked) <= storage.disk.CHUNK
    assert len(asked) > 30
