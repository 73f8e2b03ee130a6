"""A relay that rings sockets without end does the rest of its work too."""

import threading

import pytest

from tests.events.conftest import stage  # noqa: F401  (a fixture)
from tests.processes import eventually
from tests.realtime.sockets import tell

pytestmark = pytest.mark.processes


@pytest.fixture
def endless_talk(alice):
    """Somebody writes to alice again and again."""
    done = threading.Event()

    def talk():
        while not done.is_set():
            tell(alice)

    talking = threading.Thread(target=talk)
    talking.start()
    yield
    done.set()
    talking.join()


def test_what_falls_due_is_sent_though_notices_of_streams_never_cease(start, stage, endless_talk):  # noqa: F811
    start("relay")
    start("worker")
    stage.play("played_deadly")  # killed once: then its lease has to end, and no notice says that it did
    eventually(lambda: stage.ended(1))
    assert stage.deliveries() == [("die_once", "done", 2, 1)]
