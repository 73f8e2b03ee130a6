"""Slots of the clock: each once, whoever inserts and whoever runs them; missed ones once on return."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.processes import eventually
from topin import clock, jobs, sql  # noqa: F401  (jobs register themselves)
from topin.celery import app
from topin.outbox import Outbox


def traces(superuser):
    return superuser.execute("select count(*) from events where kind = 'hour_rung'").fetchone()[0]


def slots_run(superuser):
    """The slots of the stage's job that were run, oldest first."""
    found = superuser.execute(
        "select slot from job_slots where task = 'ring_the_hour' and done_at is not null and result = '' order by slot"
    ).fetchall()
    return [slot for (slot,) in found]


@pytest.mark.processes
def test_two_beats_and_two_relays_run_each_slot_once(start, superuser):
    for name in ("beat", "beat", "relay", "relay", "worker"):
        start(name)
    eventually(lambda: len(slots_run(superuser)) >= 4)
    run, rung = len(slots_run(superuser)), traces(superuser)
    assert rung - run in (0, 1)  # one may be rung and not yet noted


@pytest.mark.processes
def test_after_a_night_of_downtime_a_job_runs_once(start, superuser):
    now = datetime.now(UTC)
    evening = [now - timedelta(hours=9) + timedelta(seconds=2 * n) for n in range(30)]  # noted, and then all went down
    sql.do(sql.SYSTEM, "add_slots", ["ring_the_hour"] * 30, evening)
    morning = now.replace(microsecond=0)
    sql.do(sql.SYSTEM, "add_slots", ["ring_the_hour"], [morning])  # a beat is back
    start("relay")
    start("worker")
    eventually(lambda: superuser.execute("select count(*) from job_slots where done_at is null").fetchone() == (0,))
    assert slots_run(superuser) == [morning]
    assert traces(superuser) == 1


def test_a_beat_that_returns_notes_only_the_newest_slot_of_each_job(superuser):
    clock.add_due_slots(datetime(2026, 3, 1, 12, 0, 3, tzinfo=UTC))
    assert clock.add_due_slots(datetime(2026, 3, 1, 12, 0, 4, tzinfo=UTC)) == 0
    clock.add_due_slots(datetime(2026, 3, 4, 9, 0, 0, tzinfo=UTC))
    found = superuser.execute("select slot from job_slots where task = 'retention' order by slot").fetchall()
    assert [slot for (slot,) in found] == [
        datetime(2026, 3, 1, 3, 30, tzinfo=UTC),
        datetime(2026, 3, 4, 3, 30, tzinfo=UTC),
    ]


def test_a_job_that_fails_is_tried_again_later(superuser):
    sql.do(sql.SYSTEM, "add_slots", ["of_an_older_release"], [datetime.now(UTC)])
    slot_id = superuser.execute("select id from job_slots").fetchone()[0]
    assert clock.run_slot(slot_id) == "failed"
    done_at, error, waits = superuser.execute(
        "select done_at, last_error, next_try_at > now() from job_slots"
    ).fetchone()
    assert (done_at, waits) == (None, True)
    assert error.startswith("UnknownJob: No job is called of_an_older_release here.")


def test_a_slot_that_is_done_is_not_run_again(superuser):
    sql.do(sql.SYSTEM, "add_slots", ["check_invariants"], [datetime.now(UTC)])
    slot_id = superuser.execute("select id from job_slots").fetchone()[0]
    assert [clock.run_slot(slot_id), clock.run_slot(slot_id)] == ["done", "skipped"]


def test_a_job_that_takes_long_is_sent_with_its_own_limits(superuser, settings):
    sql.do(sql.SYSTEM, "add_slots", ["make_exports", "retention"], [datetime.now(UTC)] * 2)
    with app.connection_for_write() as connection:
        channel = connection.channel()
        channel.queue_declare(queue="default", durable=True)
        channel.queue_purge("default")
        assert Outbox().send_due() == 2
        sent = [channel.basic_get("default", no_ack=True).headers["timelimit"] for _ in range(2)]
    [(hard, soft)] = [limits for limits in sent if limits != [None, None]]  # the others have the usual ones
    assert hard > soft > settings.EXPORT_SECONDS
