"""Readers that take many events about one thing at once: each event once, in order, whoever comes in between."""

import os
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

from tests.processes import eventually
from topin import events, relay, sql

POST, OTHER = uuid4(), uuid4()


@pytest.fixture
def heard(monkeypatch):
    """The numbers of the events that the reader got, a list for each time it was called."""
    lists = []

    def hear(crowd):
        lists.append([(event.subject_id, event.data["n"]) for event in crowd])

    monkeypatch.setattr(events, "_by_name", {})
    monkeypatch.setattr(events, "_by_kind", events.defaultdict(list))
    events.reads_crowds("cheered")(hear)
    return lists


def cheer(*numbers, subject=POST):
    for n in numbers:
        sql.do(sql.SYSTEM, "event_record", "cheered", subject, f'{{"n": {n}}}')


def waiting(superuser):
    return [row[0] for row in superuser.execute("select id from event_deliveries where state = 'waiting' order by id")]


def deliver_all(superuser):
    for delivery in waiting(superuser):
        assert events.deliver(delivery) == "done"


def test_what_comes_while_one_waits_joins_it(superuser, heard):
    cheer(1, 2)
    relay.take_events()
    cheer(3)
    relay.take_events()
    assert len(waiting(superuser)) == 1
    deliver_all(superuser)
    assert heard == [[(POST, 1), (POST, 2), (POST, 3)]]


def test_what_comes_after_it_began_is_another_one(superuser, heard):
    cheer(1)
    relay.take_events()
    deliver_all(superuser)
    cheer(2)
    relay.take_events()
    deliver_all(superuser)
    assert heard == [[(POST, 1)], [(POST, 2)]]


def test_another_thing_is_another_crowd(superuser, heard):
    cheer(1)
    cheer(2, subject=OTHER)
    cheer(3)
    relay.take_events()
    deliver_all(superuser)
    assert sorted(heard, key=len) == [[(OTHER, 2)], [(POST, 1), (POST, 3)]]


def test_a_delivery_holds_so_many_and_no_more_join(superuser, heard, monkeypatch):
    monkeypatch.setattr(relay, "CROWD", 2)
    for n in range(1, 6):
        cheer(n)
        relay.take_events()
    deliver_all(superuser)
    assert heard == [[(POST, 1), (POST, 2), (POST, 3)], [(POST, 4), (POST, 5)]]


def test_nobody_joins_what_failed(superuser, heard):
    cheer(1)
    relay.take_events()
    (failed,) = waiting(superuser)
    superuser.execute("update event_deliveries set tries = 1")
    cheer(2)
    relay.take_events()
    assert len(waiting(superuser)) == 2
    assert events.deliver(failed, tries=1) == "done"
    deliver_all(superuser)
    assert heard == [[(POST, 1)], [(POST, 2)]]


def test_a_worker_waits_for_a_relay_that_lets_others_join(superuser, heard):
    """It would come back when its lease ends only, and a crowd is joined all the time."""
    cheer(1)
    relay.take_events()
    (delivery,) = waiting(superuser)
    with ThreadPoolExecutor(1) as threads, psycopg.connect(os.environ["SUPERUSER_URL"]) as joining:
        joining.execute("select from event_deliveries for update")
        begun = threads.submit(events.deliver, delivery)

        def waits():
            return superuser.execute("select count(*) from pg_locks where not granted").fetchone()[0]

        eventually(waits)
        joining.commit()
        assert begun.result() == "done"
    assert heard == [[(POST, 1)]]


def test_none_is_lost_and_none_comes_twice_between_relay_and_worker(superuser, heard):
    """A worker takes whatever waits while two relays let others join."""
    done = []

    def work():
        while not done:
            for delivery in waiting_now():
                events.deliver(delivery)

    def waiting_now():
        with sql.acting_as(sql.SYSTEM):
            return [row["id"] for row in sql.rows("select id from event_deliveries where state = 'waiting'")]

    with ThreadPoolExecutor(3) as threads:
        worker = threads.submit(work)
        for part in range(10):
            cheer(*range(part * 10, part * 10 + 10))
            for relaying in [threads.submit(relay.take_events) for _ in range(2)]:
                relaying.result()
        done.append(True)
        worker.result()
    relay.take_events()
    deliver_all(superuser)
    assert sorted(n for crowd in heard for _, n in crowd) == list(range(100))
