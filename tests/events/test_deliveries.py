"""Every effect exactly once: with a real relay, a real worker, and the ways in which both can die."""

import os

import pytest
import redis

from tests.processes import eventually

pytestmark = pytest.mark.processes


@pytest.fixture
def crew(start):
    """A relay and a worker, at work."""
    return start("relay"), start("worker")


def erase_broker():
    with redis.Redis.from_url(os.environ["BROKER_URL"]) as client:
        client.flushdb()


def test_each_reader_of_a_kind_hears_of_each_event_once(crew, stage):
    stage.play("played_well", times=5)
    eventually(lambda: stage.ended(10))
    assert sorted(stage.deliveries()) == [("play", "done", 1, 1)] * 5 + [("play_too", "done", 1, 1)] * 5


def test_two_relays_share_the_work_and_double_nothing(crew, start, stage):
    start("relay")
    stage.play("played_well", times=50)
    eventually(lambda: stage.ended(100))
    assert {entry[1:] for entry in stage.deliveries()} == {("done", 1, 1)}


def test_an_effect_survives_a_reader_that_kills_its_process_once(crew, stage):
    stage.play("played_deadly", times=3)
    eventually(lambda: stage.ended(3))
    assert stage.deliveries() == [("die_once", "done", 2, 1)] * 3


def test_a_delivery_that_always_kills_its_process_ends_as_dead_without_an_effect(crew, stage, superuser):
    stage.play("played_always_deadly")
    eventually(lambda: stage.ended(1))
    assert stage.deliveries() == [("die_always", "dead", 3, 0)]
    assert superuser.execute("select last_error from event_deliveries").fetchone() == ("No worker ever finished it.",)


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(start, stage):
    start("relay")
    worker = start("worker", TASK_SOFT_TIME_LIMIT="100", TASK_TIME_LIMIT="110")
    stage.play("played_slowly", times=2)
    stage.play("played_well", times=10)
    eventually(lambda: [tries for reader, _, tries, _ in stage.deliveries() if reader == "sleep"] == [1, 1])
    worker.kill()
    start("worker")
    eventually(lambda: stage.ended(22))
    assert {(state, traces) for _, state, _, traces in stage.deliveries()} == {("done", 1)}


def test_the_brokers_data_may_be_erased_at_any_moment(start, stage):
    start("relay")
    stage.play("played_well", times=20)
    with redis.Redis.from_url(os.environ["BROKER_URL"]) as client:
        eventually(lambda: client.llen("default") == client.llen("mail") == 20)
    erase_broker()  # all forty tasks are gone, and whatever the relay declared with them
    start("worker")
    stage.play("played_well", times=5)
    eventually(lambda: len(stage.deliveries()) == 50)
    erase_broker()
    eventually(lambda: stage.ended(50))
    assert {entry[1:] for entry in stage.deliveries()} == {("done", 1, 1)}


def test_a_reader_that_takes_too_long_is_a_failed_try(crew, stage):
    stage.play("played_slowly")
    stage.play("played_in_the_database")
    eventually(lambda: stage.ended(2))
    assert stage.deliveries() == [("sleep", "done", 2, 1), ("sleep_there", "done", 2, 1)]


def test_waiting_for_a_worker_costs_no_try(start, stage, superuser):
    start("relay", DELIVERY_LEASE="0.2")
    stage.play("played_well")
    with redis.Redis.from_url(os.environ["BROKER_URL"]) as client:
        eventually(lambda: client.llen("default") >= 4)  # sent again and again, more often than it has tries
    start("worker")
    eventually(lambda: stage.ended(2))
    assert stage.deliveries() == [("play", "done", 1, 1), ("play_too", "done", 1, 1)]
