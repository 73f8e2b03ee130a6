"""Every effect exactly once: with a real relay, a real worker, and readers that go wrong.

One relay and one worker for all tests: each outlives what the test before did to it.
"""

from uuid import UUID

import pytest

from tests.events.conftest import words_told
from tests.processes import eventually, starter
from topin import services, sql

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where relay and worker keep their files."""
    return tmp_path_factory.mktemp("crew")


@pytest.fixture(scope="module")
def crew(folder):
    """A relay and a worker, at work."""
    with starter(folder) as start_process:
        yield start_process("relay"), start_process("worker")


@pytest.fixture
def told(folder):
    yield lambda: words_told(folder)
    (folder / "told").unlink()


@pytest.fixture
def mend(folder):
    """`mend()`: what is broken works again, until the end of the test."""
    yield (folder / "mended").touch
    (folder / "mended").unlink()


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


def test_a_reader_that_takes_too_long_is_a_failed_try(crew, stage):
    stage.play("played_slowly")
    stage.play("played_in_the_database")
    eventually(lambda: stage.ended(2))
    assert stage.deliveries() == [("sleep", "done", 2, 1), ("sleep_there", "done", 2, 1)]


def dead_delivery(stage, superuser):
    """One delivery that has used up its tries, as (id, its error)."""
    eventually(lambda: stage.ended(1))
    found = "select id, last_error from event_deliveries where reader like 'tests.%'"
    return superuser.execute(found).fetchone()


def test_after_its_tries_it_is_dead_and_a_replay_brings_it_back(crew, stage, superuser, mona, mend):
    stage.play("played_badly")
    delivery_id, error = dead_delivery(stage, superuser)
    assert stage.deliveries() == [("refuse", "dead", 3, 0)]
    assert error.startswith("RuntimeError: the stage is broken")
    mend()
    services.replay_delivery(sql.Viewer.staff(mona.id, mona.session_id), delivery_id)
    eventually(lambda: stage.deliveries() == [("refuse", "done", 1, 1)])
    acts = superuser.execute("select action, subject_id, actor_id from audit_log where action <> 'sign_in'").fetchall()
    assert acts == [("delivery_replayed", delivery_id, mona.id)]


def test_the_world_is_told_once_when_all_goes_well(crew, stage, told):
    stage.play("told_well", times=5)
    eventually(lambda: stage.ended(5))
    assert stage.deliveries() == [("tell_well", "done", 1, 1)] * 5
    assert len({delivery_id for _, delivery_id, *_ in told()}) == len(told()) == 5


def test_no_transaction_is_open_while_it_tells(crew, stage, told):
    stage.play("told_well")
    eventually(lambda: stage.ended(1))
    assert [words for _, _, *words in told()] == [["IDLE", "None"]]


def test_a_world_that_does_not_listen_makes_it_dead_and_a_replay_brings_it_back(crew, stage, told, mona, mend):
    stage.play("told_badly")
    eventually(lambda: stage.ended(1))
    assert stage.deliveries() == [("tell_in_vain", "dead", 3, 0)]
    mend()
    services.replay_delivery(sql.Viewer.staff(mona.id, mona.session_id), UUID(told()[0][1]))
    eventually(lambda: stage.deliveries() == [("tell_in_vain", "done", 1, 0)])
    assert len({delivery_id for _, delivery_id in told()}) == 1
    assert len(told()) == 4
