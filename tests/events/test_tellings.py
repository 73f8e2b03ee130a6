"""Readers that tell the outside world: at least once, outside of transactions, known by the delivery's id."""

import pytest
from django.db import connections

from tests.events.conftest import words_told
from tests.processes import eventually
from topin import events, sql

pytestmark = pytest.mark.processes


@pytest.fixture
def told(tmp_path):
    return lambda: words_told(tmp_path)


def test_who_was_killed_between_telling_and_marking_tells_again_with_the_same_id(start, stage, told):
    start("relay")
    start("worker", TASK_TIME_LIMIT="4")
    stage.play("told_deadly")
    eventually(lambda: stage.ended(1))
    assert stage.deliveries() == [("tell_and_die_once", "done", 2, 0)]
    first, second = told()
    assert first == second


def test_nobody_else_tells_while_one_still_may(start, stage, told):
    start("relay", DELIVERY_LEASE="0.5")
    start("worker", DELIVERY_LEASE="0.5", TASK_SOFT_TIME_LIMIT="3")
    stage.play("told_slowly")
    eventually(lambda: stage.ended(1))
    assert stage.deliveries() == [("tell_slowly", "done", 2, 0)]  # the second try came after the first was cut off
    assert len(told()) == 2


@pytest.fixture
def delivery(superuser, monkeypatch):
    """`delivery(function)` → the id of one delivery for a reader that tells by this function."""

    def of(function):
        monkeypatch.setattr(events, "_by_name", {})
        monkeypatch.setattr(events, "_by_kind", events.defaultdict(list))
        events.tells("said")(function)
        sql.do(sql.SYSTEM, "event_record", "said")
        event_id = superuser.execute("select id from events where kind = 'said'").fetchone()[0]
        reader = events.readers_of("said")[0]
        sql.do(sql.SYSTEM, "add_deliveries", [event_id], [reader.name], [reader.queue])
        return superuser.execute("select id from event_deliveries").fetchone()[0]

    return of


def test_a_delivery_that_is_done_is_told_to_nobody(delivery):
    heard = []
    delivery_id = delivery(lambda event: heard.append(event.delivery_id))
    assert events.deliver(delivery_id) == "done"
    assert events.deliver(delivery_id) == "skipped"
    assert heard == [delivery_id]


def test_a_database_that_goes_away_after_the_telling_makes_it_tell_again(delivery, superuser):
    heard = []

    def tell(event):
        heard.append(event.delivery_id)
        if len(heard) == 1:
            superuser.execute("alter table event_deliveries add constraint away check (state <> 'done')")

    delivery_id = delivery(tell)
    assert events.deliver(delivery_id, 0) == "waiting"
    superuser.execute("alter table event_deliveries drop constraint away")
    assert events.deliver(delivery_id, 1) == "done"
    assert heard == [delivery_id, delivery_id]


def test_an_event_that_is_not_kept_any_more_is_a_failure(delivery, superuser):
    delivery_id = delivery(lambda event: None)
    superuser.execute("delete from events")
    assert events.deliver(delivery_id) == "waiting"
    error = superuser.execute("select last_error from event_deliveries").fetchone()[0]
    assert error.startswith("EventGone")


def test_an_open_transaction_is_refused(delivery):
    heard = []
    delivery_id = delivery(lambda event: heard.append(event))
    with sql.acting_as(sql.SYSTEM):
        events.deliver(delivery_id)
    connections["default"].close()
    assert heard == []


def test_a_queue_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="no queue"):
        events.tells("said", queue="post")
