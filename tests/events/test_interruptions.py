"""Every effect exactly once, whatever dies or is lost meanwhile."""

import os

import pytest
import redis

from tests.processes import eventually

pytestmark = pytest.mark.processes


def erase_broker():
    with redis.Redis.from_url(os.environ["BROKER_URL"]) as client:
        client.flushdb()


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


def test_waiting_for_a_worker_costs_no_try(start, stage, superuser):
    start("relay", DELIVERY_LEASE="0.2")
    stage.play("played_well")
    with redis.Redis.from_url(os.environ["BROKER_URL"]) as client:
        eventually(lambda: client.llen("default") >= 4)  # sent again and again, more often than it has tries
    start("worker")
    eventually(lambda: stage.ended(2))
    assert stage.deliveries() == [("play", "done", 1, 1), ("play_too", "done", 1, 1)]
