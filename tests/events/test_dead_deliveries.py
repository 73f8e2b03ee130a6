"""A delivery that fails again and again ends as dead, and comes back by a replay."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.processes import eventually
from topin import errors, services, sql


def dead_delivery(stage, superuser):
    """One delivery that has used up its tries, as (id, its error)."""
    eventually(lambda: stage.ended(1))
    found = "select id, last_error from event_deliveries where reader like 'tests.%'"
    return superuser.execute(found).fetchone()


@pytest.mark.processes
def test_after_its_tries_it_is_dead_and_a_replay_brings_it_back(start, stage, superuser, mona, tmp_path):
    start("relay")
    start("worker")
    stage.play("played_badly")
    delivery_id, error = dead_delivery(stage, superuser)
    assert stage.deliveries() == [("refuse", "dead", 3, 0)]
    assert error.startswith("RuntimeError: the stage is broken")
    (tmp_path / "mended").touch()
    services.replay_delivery(sql.Viewer.staff(mona.id, mona.session_id), delivery_id)
    eventually(lambda: stage.deliveries() == [("refuse", "done", 1, 1)])
    acts = superuser.execute("select action, subject_id, actor_id from audit_log where action <> 'sign_in'").fetchall()
    assert acts == [("delivery_replayed", delivery_id, mona.id)]


def test_only_the_dead_are_replayed(stage, mona):
    with pytest.raises(errors.Conflict):
        services.replay_delivery(sql.Viewer.staff(mona.id, mona.session_id), UUID(int=1))


def test_the_pause_doubles_with_each_try(superuser):
    from topin import events

    sql.do(sql.SYSTEM, "event_record", "nobody_reads")
    event_id = superuser.execute("select id from events").fetchone()[0]
    sql.do(sql.SYSTEM, "add_deliveries", [event_id], ["of.an.older.release"], ["default"])
    delivery_id = superuser.execute("select id from event_deliveries").fetchone()[0]
    for tries, pause in enumerate((2, 4, 8)):
        (before,) = superuser.execute("select clock_timestamp()").fetchone()
        assert events.deliver(delivery_id, tries) == "waiting"
        next_try, after = superuser.execute("select next_try_at, clock_timestamp() from event_deliveries").fetchone()
        assert before <= next_try - timedelta(seconds=pause) <= after
    assert events.deliver(delivery_id, 1) == "skipped"  # a copy of an earlier task
    error = superuser.execute("select last_error from event_deliveries").fetchone()[0]
    assert error.startswith("UnknownReader: No reader is called of.an.older.release here.")
