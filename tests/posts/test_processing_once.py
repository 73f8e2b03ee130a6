"""The same bytes are processed once, whoever hands them in and whenever; what fails can be tried again."""

import inspect
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from posts.media_jobs import resume_lost_media
from posts.processing import cage, films, images, kinds, sounds
from posts.processing import ffmpeg as caged
from posts.services import processing
from tests.accounts.pictures import all_files, encoded, quarters, work
from tests.posts.processing import failure, hand_in, processed, shown
from topin import files, sql, streams

LEASE = timedelta(seconds=60)


def claims(superuser):
    """How often a worker took up a content, of all contents."""
    return superuser.execute("select coalesce(sum(tries), 0) from media_contents").fetchone()[0]


def claim(media_id, worker=None, tries=3, kind="image"):
    answer = sql.do(sql.SYSTEM, "claim_media_content", media_id, worker or uuid4(), kind, LEASE, tries)
    return answer and answer.loads()


def lapse(superuser):
    """As if a lease had run out."""
    superuser.execute("update media_contents set leased_until = now() - interval '1 hour'")


@pytest.fixture
def picture():
    return encoded(quarters(90, 60))


def test_a_file_that_is_known_costs_nothing(alice, bob, superuser, picture):
    first = processed(superuser, alice, picture, "image/png")
    second = processed(superuser, bob, picture, "image/png")
    third = processed(superuser, alice, picture, "image/png")
    assert [media["status"] for media in (first, second, third)] == ["ready"] * 3
    assert len({media["url"].partition("?")[0] for media in (first, second, third)}) == 1
    assert claims(superuser) == 1
    assert not [name for name in all_files(files.private) if name.startswith("originals/")]


def test_two_who_hand_it_in_at_the_same_time_cost_one_processing(alice, bob, superuser, picture):
    media = [hand_in(superuser, person, picture, "image/png") for person in (alice, bob, alice)]

    def process(media_id):
        try:
            processing.process_media(media_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as workers:
        list(workers.map(process, media))
    assert [shown(superuser, media_id)["status"] for media_id in media] == ["ready"] * 3
    assert claims(superuser) == 1


def test_who_waits_for_anothers_processing_becomes_ready_or_fails_with_it(alice, bob, superuser, picture):
    one, two = (hand_in(superuser, person, picture, "image/png") for person in (alice, bob))
    worker = uuid4()
    claimed = claim(one, worker)
    assert claimed["state"] == "claimed"
    assert claim(two) == {"state": "awaited"}
    assert shown(superuser, two)["status"] == "processing"
    assert sql.do(sql.SYSTEM, "fail_media_content", claimed["content"], worker, "broken")
    assert [failure(shown(superuser, media_id)) for media_id in (one, two)] == ["broken", "broken"]


def test_a_retry_begins_anew_and_helps_all_who_failed_with_it(alice, bob, superuser, picture, settings):
    settings.MEDIA_IMAGE_PIXELS = 10
    one, two = (hand_in(superuser, person, picture, "image/png") for person in (alice, bob))
    work()
    assert failure(shown(superuser, one)) == failure(shown(superuser, two)) == "too_many_pixels"
    assert len([name for name in all_files(files.private) if name.startswith("originals/")]) == 2, "kept for a retry"
    settings.MEDIA_IMAGE_PIXELS = 10_000
    assert sql.do(alice.viewer, "retry_media", one).loads()["status"] == "processing"
    work()
    assert [shown(superuser, media_id)["status"] for media_id in (one, two)] == ["ready", "ready"]
    assert not [name for name in all_files(files.private) if name.startswith("originals/")]


def test_a_file_that_failed_fails_for_the_next_one_at_once(alice, bob, superuser):
    content = encoded(quarters())[:-600]
    assert failure(processed(superuser, alice, content, "image/png")) == "broken"
    assert failure(processed(superuser, bob, content, "image/png")) == "broken"
    assert claims(superuser) == 1


def test_a_lost_worker_is_followed_by_one_and_notes_nothing_any_more(alice, superuser, picture):
    media_id = hand_in(superuser, alice, picture, "image/png")
    lost, next_one = uuid4(), uuid4()
    content = claim(media_id, lost)["content"]
    assert claim(media_id, next_one) == {"state": "awaited"}, "its lease runs"
    lapse(superuser)
    assert claim(media_id, next_one)["content"] == content
    assert claim(media_id) == {"state": "awaited"}, "exactly one follows"
    assert sql.do(sql.SYSTEM, "note_media_progress", content, lost, 50, LEASE) is False
    assert sql.do(sql.SYSTEM, "finish_media_content", content, lost, {"kind": "image", "variants": []}) == "lost"
    assert sql.do(sql.SYSTEM, "fail_media_content", content, lost, "broken") is False
    assert sql.do(sql.SYSTEM, "note_media_progress", content, next_one, 50, LEASE) is True


def test_a_file_that_kills_its_workers_is_given_up(alice, superuser, picture, settings):
    media_id = hand_in(superuser, alice, picture, "image/png")
    for _ in range(settings.MEDIA_TRIES):
        assert claim(media_id, tries=settings.MEDIA_TRIES)["state"] == "claimed"
        lapse(superuser)
    assert claim(media_id, tries=settings.MEDIA_TRIES) == {"state": "failed"}
    assert failure(shown(superuser, media_id)) == "interrupted"


def test_every_tenth_of_the_way_is_told_to_whoever_waits(alice, bob, superuser, picture):
    one, two = (hand_in(superuser, person, picture, "image/png") for person in (alice, bob))
    worker, start = uuid4(), streams.position_now(bob.viewer)
    content = claim(one, worker)["content"]
    claim(two)
    for percent in (3, 9, 10, 14, 19, 35):
        assert sql.do(sql.SYSTEM, "note_media_progress", content, worker, percent, LEASE)
    heard = [item["payload"]["media"] for item in streams.read(bob.viewer, start).items]
    assert [media["id"] for media in heard] == [str(two)] * 2
    assert heard[-1]["progress"] == 35


def test_a_worker_stops_when_nobody_wants_it_any_more(alice, superuser, picture):
    media_id = hand_in(superuser, alice, picture, "image/png")
    worker = uuid4()
    content = claim(media_id, worker)["content"]
    sql.do(alice.viewer, "delete_media", media_id)
    assert sql.do(sql.SYSTEM, "note_media_progress", content, worker, 50, LEASE) is False
    assert sql.do(sql.SYSTEM, "finish_media_content", content, worker, {"kind": "image", "variants": []}) == "gone"


def test_a_medium_that_was_removed_while_it_is_made_leaves_no_file(alice, superuser, picture, monkeypatch):
    media_id = hand_in(superuser, alice, picture, "image/png")
    keep = files.keep

    def keep_and_lose(store, name, content):
        superuser.execute("delete from post_media where id = %s", [media_id])
        return keep(store, name, content)

    monkeypatch.setattr(files, "keep", keep_and_lose)
    work()
    assert not [name for name in all_files(files.private) if name.startswith("media/")]


def test_a_repeated_delivery_changes_nothing(alice, superuser, picture):
    media = processed(superuser, alice, picture, "image/png")
    before = all_files(files.private)
    processing.process_media(media["id"])
    processing.process_media(uuid4())
    assert (shown(superuser, media["id"])["variants"] is not None, all_files(files.private)) == (True, before)
    assert claims(superuser) == 1


def test_the_clock_goes_on_with_what_was_lost(alice, bob, superuser, picture):
    one, two = (hand_in(superuser, person, picture, "image/png") for person in (alice, bob))
    claim(one)
    claim(two)
    superuser.execute("delete from event_deliveries")
    superuser.execute("delete from events")
    superuser.execute("delete from post_media where id = %s", [one])
    assert resume_lost_media() == 0, "somebody may be at work"
    lapse(superuser)
    assert resume_lost_media() == 1
    assert resume_lost_media() == 0, "it is on its way"
    superuser.execute("update media_contents set leased_until = now() - interval '1 second'")
    work()
    assert shown(superuser, two)["status"] == "ready"


def test_every_failure_has_a_sentence_that_says_what_to_do(superuser):
    source = "".join(map(inspect.getsource, (cage, films, images, kinds, sounds, caged, processing)))
    codes = set(re.findall(r'Refused\("(\w+)"\)', source)) | {"interrupted"}
    assert len(codes) > 10
    other = superuser.execute("select internal.media_failure_json('?') ->> 'message'").fetchone()[0]
    for code in codes:
        message = superuser.execute("select internal.media_failure_json(%s) ->> 'message'", [code]).fetchone()[0]
        assert message != other, code
        assert message.endswith(".")
