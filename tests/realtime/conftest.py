import socket

import pytest

from tests.processes import eventually, start, starter  # noqa: F401  (start is a fixture)
from tests.realtime.sockets import SITE, Socket
from topin.embedded import ports
from topin.realtime import tickets


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def shared_port(tmp_path_factory):
    """The port of one realtime server for all tests of a module."""
    port = ports.free(1)[0]
    with starter(tmp_path_factory.mktemp("realtime")) as start_process:
        start_process("realtime", "--port", str(port), SITE_URL=SITE)
        eventually(lambda: _answers(port))
        yield port


@pytest.fixture
def serve(start):  # noqa: F811
    """`serve(port, …)` → a realtime server of the test's own that accepts connections."""

    def serve_sockets(port, **env):
        process = start("realtime", "--port", str(port), SITE_URL=SITE, **env)
        eventually(lambda: _answers(port))
        return process

    return serve_sockets


@pytest.fixture
def enter(request):
    """`enter(alice)` → her socket, by a ticket, at the shared server or at another port."""
    opened = []

    def enter_as(person, at=None, **options):
        port = at or request.getfixturevalue("shared_port")
        opened.append(Socket(port, f"?ticket={tickets.issue(person.viewer)}", **options))
        return opened[-1]

    yield enter_as
    for entered in opened:
        entered.raw.close()
