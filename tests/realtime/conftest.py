import socket

import pytest

from tests.processes import eventually, start  # noqa: F401  (start is a fixture)
from tests.realtime.sockets import SITE, Socket
from topin.embedded import ports
from topin.realtime import tickets


@pytest.fixture
def port():
    return ports.free(1)[0]


@pytest.fixture
def serve(start):  # noqa: F811
    """`serve(port, …)` → a realtime server that accepts connections."""

    def serve_sockets(port, **env):
        process = start("realtime", "--port", str(port), SITE_URL=SITE, **env)
        eventually(lambda: _answers(port))
        return process

    return serve_sockets


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def realtime(serve, port):
    return serve(port)


@pytest.fixture
def enter(port):
    """`enter(alice)` → her socket, by a ticket. Closed with the test."""
    opened = []

    def enter_as(person, at=None, **options):
        opened.append(Socket(at or port, f"?ticket={tickets.issue(person.viewer)}", **options))
        return opened[-1]

    yield enter_as
    for entered in opened:
        entered.raw.close()
