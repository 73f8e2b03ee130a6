"""The jobs of the ground floor do what they say, as often as they are called."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from topin import errors, jobs, sql


def partitions(superuser, parent):
    return superuser.execute("select count(*) from pg_inherits where inhparent = %s::regclass", [parent]).fetchone()[0]


def test_partitions_are_made_ahead_and_once(superuser):
    jobs.roll_partitions()
    before = partitions(superuser, "events")
    assert before >= 5
    assert jobs.roll_partitions() == 0
    assert partitions(superuser, "events") == before


def test_retention_removes_finished_work_and_keeps_the_newest_slot(superuser):
    old = datetime.now(UTC) - timedelta(days=3)
    sql.do(sql.SYSTEM, "add_slots", ["retention", "retention"], [old, old + timedelta(hours=1)])
    superuser.execute("update job_slots set done_at = %s", [old])
    sql.do(sql.SYSTEM, "event_record", "nobody_reads")
    event_id = superuser.execute("select id from events").fetchone()[0]
    sql.do(sql.SYSTEM, "add_deliveries", [event_id] * 2, ["done.long.ago", "waits.still"], ["mail", "mail"])
    superuser.execute("update event_deliveries set state = 'done', done_at = %s where reader = 'done.long.ago'", [old])
    jobs.retention()
    assert superuser.execute("select count(*) from job_slots").fetchone() == (1,)
    assert superuser.execute("select reader from event_deliveries").fetchall() == [("waits.still",)]


def test_old_partitions_go_and_young_ones_stay(superuser):
    old = datetime.now(UTC) - timedelta(days=60)
    sql.do(sql.SYSTEM, "roll_partitions", old)
    jobs.roll_partitions()
    before = partitions(superuser, "events")
    jobs.retention()
    assert partitions(superuser, "events") < before
    sql.do(sql.SYSTEM, "event_record", "nobody_reads")
    assert sql.ask(sql.SYSTEM, "get_backlog").loads()["default_partition_rows"] == 0


def test_the_watch_says_what_needs_a_look(superuser):
    assert jobs.check_invariants() == "all well"
    sql.do(sql.SYSTEM, "event_record", "nobody_reads")
    event_id = superuser.execute("select id from events").fetchone()[0]
    sql.do(sql.SYSTEM, "add_deliveries", [event_id], ["some.reader"], ["default"])
    superuser.execute("update event_deliveries set state = 'dead'")
    assert jobs.check_invariants()["dead deliveries"] == 1


def test_rows_that_came_before_their_partition_move_into_it(superuser):
    then = datetime(2031, 5, 7, tzinfo=UTC)
    superuser.execute("insert into events (id, kind) values (internal.uuid_at(%s), 'early')", [then])
    assert superuser.execute("select count(*) from events_default where kind = 'early'").fetchone() == (1,)
    sql.do(sql.SYSTEM, "roll_partitions", then)
    assert superuser.execute("select count(*) from events_default where kind = 'early'").fetchone() == (0,)
    assert superuser.execute("select kind from events_20310505").fetchall() == [("early",)]


def test_a_row_whose_partition_is_made_at_this_moment_may_be_sent_again(superuser):
    """It was on its way to the default partition, which takes it no more."""
    jobs.roll_partitions()
    with pytest.raises(psycopg.errors.CheckViolation) as failure:
        superuser.execute("insert into events_default (kind, data) values ('hour_rung', '{}')")
    assert isinstance(errors.refusal_of(failure.value), errors.Unavailable)
