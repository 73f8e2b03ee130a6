"""Media in bad moments: two deeds at once, files that come too late, workers that wake up when all is over."""

import time
from threading import Thread

import psycopg
import pytest
from django.db import connections

from accounts.jobs import leaving
from posts import media_jobs, services
from posts.services import processing
from tests.accounts.pictures import all_files, encoded, quarters
from tests.at_once import at_once
from tests.deeds import leave_for_good, post_by
from tests.posts.media_tools import PIECE, announce, cut, facts, hand_in, send
from tests.posts.processing import hand_in as handed_in
from tests.posts.processing import shown
from tests.posts.ready_media import content_of, medium_of, work
from topin import files, sql
from topin.errors import Conflict, Gone, Invalid


def private_files(folder):
    return [name for name in all_files(files.private) if name.startswith(f"{folder}/")]


def in_thread(deed):
    def run():
        try:
            deed()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


def is_waiting(superuser):
    """Whether somebody waits for a lock of somebody else's."""
    return superuser.execute(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    ).fetchone()[0]


def test_what_is_looked_at_by_another_reader_is_removed_all_the_same(alice, superuser):
    """An erasure tells of the audience and of the removal at once: whoever is second must not pass by."""
    content = content_of(superuser)
    medium_of(superuser, alice, content)
    superuser.execute("delete from post_media")
    removed = [{"original": "originals/x", "upload_id": None, "content_id": str(content)}]
    with psycopg.connect(superuser.info.dsn, password=superuser.info.password or None) as other:
        other.execute("select from media_contents for update")
        reader = in_thread(lambda: services.remove_originals(sql.SYSTEM, removed))
        while reader.is_alive() and not is_waiting(superuser):
            time.sleep(0.01)
    reader.join()
    work()
    assert superuser.execute("select count(*) from media_contents").fetchone() == (0,)
    assert private_files("media") == []


def test_a_part_that_comes_while_the_file_is_put_together_is_told_so(alice, api):
    made = announce(api(alice))
    medium, url = made["media"]["id"], made["upload"]["url"]
    assert send(api, url, PIECE).status == 200
    chunks = iter([PIECE[:100], PIECE[100:], b""])

    def read(most):
        if (chunk := next(chunks)) != PIECE[:100]:
            api(alice).post(f"/api/media/{medium}/complete", {})
        return chunk

    with pytest.raises(Gone):
        services.receive_part(url.rpartition("/")[2], read)
    assert [name for name in private_files("originals") if ".parts" in name] == []


def test_a_part_that_comes_after_its_upload_was_deleted_leaves_nothing(alice, api):
    made = announce(api(alice))
    medium, url = made["media"]["id"], made["upload"]["url"]
    chunks = iter([PIECE, b""])

    def read(most):
        services.delete_media(alice.viewer, medium)
        work()
        return next(chunks)

    def read_once(most):
        nonlocal read
        chunk, read = read(most), lambda most: next(chunks)
        return chunk

    with pytest.raises(Gone):
        services.receive_part(url.rpartition("/")[2], read_once)
    assert private_files("originals") == []


def test_unattached_uploads_have_so_many_bytes_together_and_no_more(alice, bob, api, settings, superuser):
    settings.MEDIA_UNATTACHED_BYTES = 3 * len(PIECE)
    for state in ("pending", "failed", "ready"):
        medium = announce(api(alice))["media"]["id"]
        superuser.execute("update post_media set state = %s where id = %s", [state, medium])
    answer = api(alice).post("/api/media", facts(PIECE))
    assert (answer.status, answer.code) == (409, "too_many_uploads")
    announce(api(bob))
    api(alice).delete(f"/api/media/{medium}")
    announce(api(alice))


def test_a_worker_that_wakes_up_after_an_erasure_leaves_no_file(alice, superuser, monkeypatch, settings):
    """Its lease was over, the member and the content are gone, and only then it stores what it made."""
    medium = handed_in(superuser, alice, encoded(quarters(90, 60)), "image/png")
    keep = files.keep

    def sleeps(store, name, content):
        if superuser.execute("select count(*) from post_media").fetchone()[0]:
            superuser.execute("update media_contents set leased_until = now() - interval '1 hour'")
            leave_for_good(superuser, alice)
            leaving.erase_deleted_accounts()
            superuser.execute("delete from event_deliveries where queue = 'media'")
            work_default()
            assert superuser.execute("select count(*) from media_contents").fetchone() == (0,)
        settings.MEDIA_LEASE = 0  # so long that the next look is due
        return keep(store, name, content)

    def work_default():
        media_jobs.remove_unattached_media()
        work()

    with monkeypatch.context() as patched:
        patched.setattr(files, "keep", sleeps)
        processing.process_media(medium)
    assert private_files("media") == []


def test_a_file_whose_member_changed_their_mind_is_made_for_the_next_one(alice, bob, superuser, monkeypatch):
    picture = encoded(quarters(90, 60))
    first = handed_in(superuser, alice, picture, "image/png")
    keep = files.keep

    def deleted(store, name, content):
        superuser.execute("delete from post_media where id = %s", [first])
        return keep(store, name, content)

    with monkeypatch.context() as patched:
        patched.setattr(files, "keep", deleted)
        processing.process_media(first)
    second = handed_in(superuser, bob, picture, "image/png")
    processing.process_media(second)
    assert shown(superuser, second)["status"] == "ready"
    assert len(private_files("media")) > 0


def test_a_medium_is_attached_or_deleted_never_both(alice, superuser):
    for _ in range(5):
        medium = medium_of(superuser, alice)

        def attach(medium=medium):
            try:
                return post_by(alice, media_ids=[medium])
            except (Conflict, Invalid) as error:
                return error

        def delete(medium=medium):
            try:
                services.delete_media(alice.viewer, medium)
            except Conflict as error:
                return error
            return None

        post, refused = at_once(attach, delete)
        left = superuser.execute("select post_id from post_media where id = %s", [medium]).fetchone()
        assert left == ((post,) if refused else None)


def test_originals_that_no_medium_needs_are_removed_by_the_clock(alice, api, settings, superuser):
    kept = announce(api(alice), sha256="1" * 64)
    send(api, kept["upload"]["url"], PIECE)
    api(alice).post(f"/api/media/{kept['media']['id']}/complete", {})
    files.keep(files.private, "originals/lost", b"of nobody")
    media_jobs.remove_unattached_media()
    assert len(private_files("originals")) == 2, "not while somebody may be sending it"
    settings.MEDIA_UPLOAD_SECONDS = -60
    assert "1 originals" in media_jobs.remove_unattached_media()
    (original,) = superuser.execute("select original from post_media").fetchone()
    assert private_files("originals") == [original]


@pytest.mark.parametrize("threshold", [16 * 1024 * 1024, 100], ids=["in one piece", "in parts"])
def test_who_completes_and_deletes_at_once_leaves_nothing(alice, api, settings, superuser, threshold):
    settings.MEDIA_PART_THRESHOLD, settings.MEDIA_PART_BYTES = threshold, 400
    for _ in range(5):
        made = announce(api(alice))
        medium, upload = made["media"]["id"], made["upload"]
        urls = [part["url"] for part in upload["parts"]] if "parts" in upload else [upload["url"]]
        for url, piece in zip(urls, cut(PIECE, upload.get("part_size", len(PIECE))), strict=True):
            assert send(api, url, piece).status == 200
        complete = lambda medium=medium: api(alice).post(f"/api/media/{medium}/complete", {}).status  # noqa: E731
        delete = lambda medium=medium: api(alice).delete(f"/api/media/{medium}").status  # noqa: E731
        first, second, gone = at_once(complete, complete, delete)
        assert {first, second} <= {202, 404, 409}
        assert gone == 204
    work()
    assert private_files("originals") == []
    assert superuser.execute("select count(*) from post_media").fetchone() == (0,)


def test_retrying_what_is_being_processed_changes_nothing(alice, api, superuser):
    medium = handed_in(superuser, alice, encoded(quarters(90, 60)), "image/png")
    before = superuser.execute("select count(*) from events").fetchone()
    retry = lambda: api(alice).post(f"/api/media/{medium}/retry").json["status"]  # noqa: E731
    assert at_once(retry, retry) == ["processing", "processing"]
    assert superuser.execute("select count(*) from events").fetchone() == before
    superuser.execute("update post_media set state = 'failed', failure = 'lost'")
    assert at_once(retry, retry) == ["processing", "processing"]
    assert superuser.execute("select count(*) from events where kind = 'media_uploaded'").fetchone() == (2,)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", {"filename": "a\x00b"}), ("", {"content_type": "image/png\x00"}), ("", {"alt_text": "\x00"}),
        ("", {"alt_text": "\ud800"}), ("", {"size": True}), ("", {"size": 1e400}), ("", {"size": 2**70}),
        ("", {"size": "12a"}), ("", {"purpose": ["post"]}), ("", {"sha256": "0" * 63}),
        ("/parts", {"numbers": [2**70]}), ("/parts", {"numbers": [-1]}), ("/parts", {"numbers": {"a": 1}}),
        ("/parts", {"numbers": "1"}), ("/complete", {"parts": [1]}), ("/complete", {"parts": [{"number": 1}]}),
        ("/complete", {"parts": [{"number": 1, "etag": "\x00"}]}),
    ],
)  # fmt: skip
def test_odd_values_are_refused_and_break_nothing(alice, api, path, body):
    medium = announce(api(alice))["media"]["id"]
    if path:
        answer = api(alice).post(f"/api/media/{medium}{path}", body)
    else:
        answer = api(alice).post("/api/media", {**facts(PIECE), **body})
    assert answer.status in (400, 413), answer.body


def test_the_same_file_of_two_members_outlives_the_one_who_deletes_it(alice, bob, superuser):
    picture = encoded(quarters(90, 60))
    hers = handed_in(superuser, alice, picture, "image/png")
    his = handed_in(superuser, bob, picture, "image/png")
    work()
    before = private_files("media")
    services.delete_media(alice.viewer, hers)
    work()
    assert (private_files("media"), shown(superuser, his)["status"]) == (before, "ready")
    services.delete_media(bob.viewer, his)
    work()
    assert private_files("media") == []


def test_the_sum_of_somebody_elses_file_opens_nothing(alice, bob, api, superuser):
    picture = encoded(quarters(90, 60))
    handed_in(superuser, alice, picture, "image/png")
    work()
    lie = b"\x89PNG" + bytes(len(picture) - 4)
    medium = hand_in(api, bob, lie, sha256=facts(picture)["sha256"])
    work()
    seen = api(bob).get(f"/api/media/{medium}").json
    assert (seen["status"], seen["failure"]["code"], seen["url"]) == ("failed", "changed", None)
    assert api(bob).post(f"/api/media/{medium}/retry").status == 202
    work()
    assert api(bob).get(f"/api/media/{medium}").json["status"] == "failed"
