from datetime import UTC, datetime, timedelta

from posts import jobs, services
from tests.at_once import at_once
from tests.deeds import post_by
from topin import sql
from topin.clock import add_due_slots

POLL = {"options": ["Tea", "Coffee"], "multiple": False, "closes_in": 300}


def end(superuser, *posts):
    superuser.execute(
        "update post_polls set closes_at = now() - interval '1 hour' where post_id = any (%s)", [[*posts]]
    )


def told(superuser):
    rows = superuser.execute("select subject_id from events where kind = 'poll_closed' order by id").fetchall()
    return [subject for (subject,) in rows]


def test_polls_whose_time_is_over_are_closed_once(alice, superuser, api):
    over, running = post_by(alice, poll=POLL), post_by(alice, poll=POLL)
    end(superuser, over)
    assert jobs.close_polls() == 1
    assert jobs.close_polls() == 0
    assert told(superuser) == [over]
    states = superuser.execute("select post_id, closed_at is not null from post_polls").fetchall()
    assert dict(states) == {over: True, running: False}
    assert api().get(f"/api/posts/{over}").json["poll"]["closed"] is True


def test_polls_of_drafts_do_not_end(alice, superuser):
    post_by(alice, poll=POLL, status="draft")
    assert jobs.close_polls() == 0


def test_polls_of_deleted_posts_close_without_a_word(alice, superuser):
    post = post_by(alice, poll=POLL)
    services.delete_post(alice.viewer, post)
    end(superuser, post)
    assert jobs.close_polls() == 1
    assert told(superuser) == []


def test_after_a_long_pause_all_are_closed_in_batches(alice, superuser, monkeypatch):
    posts = [post_by(alice, poll=POLL) for _ in range(5)]
    end(superuser, *posts)
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    assert jobs.close_polls() == 5
    assert sorted(told(superuser)) == sorted(posts)


def test_no_more_are_closed_at_a_time_than_asked_for(alice, superuser):
    end(superuser, *[post_by(alice, poll=POLL) for _ in range(3)])
    assert [services.close_polls(sql.SYSTEM, 2) for _ in range(3)] == [2, 1, 0]


def test_workers_at_once_close_each_poll_once(alice, superuser):
    posts = [post_by(alice, poll=POLL) for _ in range(8)]
    end(superuser, *posts)
    closed = at_once(*[lambda: services.close_polls(sql.SYSTEM, 3)] * 4)
    assert sum(closed) + services.close_polls(sql.SYSTEM, 10) == 8
    assert sorted(told(superuser)) == sorted(posts)


def test_two_beats_make_one_slot(superuser):
    now = datetime.now(UTC)
    for moment in (now, now, now + timedelta(seconds=30)):
        add_due_slots(moment)
    (slots,) = superuser.execute("select count(*) from job_slots where task = 'close_polls'").fetchone()
    assert slots == 2
