"""The relay outlives whatever it leans on, and ends when it is told to."""

import pytest
from django.db import connections

from tests.processes import eventually
from topin.embedded import ports, valkey

pytestmark = pytest.mark.processes


def test_a_broker_that_vanishes_costs_a_pause_and_nothing_else(start, stage, tmp_path):
    broker = valkey.Valkey(tmp_path / "broker", ports.free(1)[0], durable=False)
    relay = start("relay", BROKER_URL=broker.url())  # it is not there yet
    stage.play("played_well", times=3)
    eventually(lambda: "The broker is away" in relay.log.read_text())
    broker.start()
    start("worker", BROKER_URL=broker.url())
    eventually(lambda: stage.ended(6))
    broker.stop()
    stage.play("played_well", times=3)
    eventually(lambda: relay.log.read_text().count("The broker is away") == 2)
    broker.start()  # empty: it kept nothing
    eventually(lambda: stage.ended(12), seconds=30)
    broker.stop()
    assert {entry[1:] for entry in stage.deliveries()} == {("done", 1, 1)}
    assert relay.log.read_text().count("The broker is back") == 2


def test_lost_connections_to_postgresql_are_made_anew(start, stage, superuser):
    relay, worker = start("relay"), start("worker")
    stage.play("played_well")
    eventually(lambda: stage.ended(2))
    for _ in range(3):
        connections.close_all()  # our own
        superuser.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where usename = 'topin_app' and datname = current_database()"
        )
        stage.play("played_well")
    eventually(lambda: stage.ended(8))
    assert {(state, traces) for _, state, _, traces in stage.deliveries()} == {("done", 1)}
    assert relay.popen.poll() is None
    assert worker.popen.poll() is None


def test_the_relay_ends_cleanly_when_told(start):
    relay = start("relay")
    eventually(lambda: "The relay runs" in relay.log.read_text())
    assert relay.end() == 0
    assert "Traceback" not in relay.log.read_text()
