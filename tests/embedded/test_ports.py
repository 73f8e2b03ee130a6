import socket

import pytest

from topin.embedded import Trouble, ports


@pytest.fixture
def taken():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_the_other_ports_follow_the_front_door():
    assert ports.chosen({"PORT": "9000"})["API_PORT"] == 9002
    assert ports.chosen({"PORT": "9000", "API_PORT": "7000"})["API_PORT"] == 7000


def test_a_taken_port_is_said_with_the_way_out(taken):
    with pytest.raises(Trouble, match=rf"Port {taken} is taken by .*PORT=\d+ make run"):
        ports.refuse_taken({"PORT": taken})


def test_a_taken_port_behind_the_door_says_whose_it_is(taken):
    with pytest.raises(Trouble, match=rf"Port {taken} \(for PostgreSQL\).*POSTGRES_PORT="):
        ports.refuse_taken({"PORT": ports.free(1)[0], "POSTGRES_PORT": taken})


def test_free_ports_pass():
    ports.refuse_taken(ports.chosen({name: str(port) for name, port in zip(NAMES, ports.free(6), strict=True)}))


@pytest.mark.parametrize("wrong", ["abc", "0", "70000", "-1"])
def test_what_is_no_port_is_refused(wrong):
    with pytest.raises(Trouble, match="is not a port"):
        ports.chosen({"PORT": wrong})


def test_two_processes_never_share_a_port():
    with pytest.raises(Trouble, match="share a port"):
        ports.chosen({"PORT": "9000", "API_PORT": "9001"})


NAMES = [ports.FRONT, *ports.FOLLOWERS]
