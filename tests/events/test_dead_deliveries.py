"""A delivery that fails again and again waits longer each time; which ones come back by a replay."""

from datetime import timedelta
from uuid import UUID

import pytest

from topin import errors, services, sql


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
