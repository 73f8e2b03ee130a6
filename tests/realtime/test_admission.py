"""Who may open a socket."""

import pytest

from tests.processes import eventually
from tests.realtime.sockets import SITE, Socket, cookie_of, end_session
from topin.realtime import tickets
from topin.realtime.valkey import valkey

pytestmark = pytest.mark.processes


def test_a_ticket_lets_in_once(alice, shared_port):
    ticket = tickets.issue(alice.viewer)
    assert Socket(shared_port, f"?ticket={ticket}").hello()["type"] == "welcome"
    assert Socket(shared_port, f"?ticket={ticket}").closed() == (4401, [])


def test_nobody_comes_in_without_or_with_an_invented_ticket(shared_port):
    assert Socket(shared_port).closed() == (4401, [])
    assert Socket(shared_port, "?ticket=" + "x" * 43).closed() == (4401, [])


def test_the_cookie_lets_in_from_our_own_pages_only(alice, shared_port):
    cookie = cookie_of(alice)
    assert Socket(shared_port, origin=SITE, cookie=cookie).hello()["type"] == "welcome"
    assert Socket(shared_port, origin=f"http://127.0.0.1:{shared_port}", cookie=cookie).hello()["type"] == "welcome"
    assert Socket(shared_port, origin="https://evil.example", cookie=cookie).closed() == (4403, [])
    assert Socket(shared_port, cookie=cookie).closed() == (4401, [])


def test_a_foreign_origin_is_refused_whatever_the_credentials(alice, shared_port):
    ticket = tickets.issue(alice.viewer)
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:8080"]:
        assert Socket(shared_port, f"?ticket={ticket}", origin=origin).closed() == (4403, [])


def test_a_ticket_of_an_ended_session_counts_no_more(alice, shared_port):
    ticket = tickets.issue(alice.viewer)
    end_session(alice)
    assert Socket(shared_port, f"?ticket={ticket}").closed() == (4401, [])


def test_a_ticket_is_good_for_thirty_seconds(alice, shared_port, settings):
    ticket = tickets.issue(alice.viewer)
    assert 25 < valkey().ttl(f"ticket:{ticket}") <= 30
    settings.TICKET_SECONDS = 1
    outdated = tickets.issue(alice.viewer)
    eventually(lambda: not valkey().exists(f"ticket:{outdated}"), 10)
    assert Socket(shared_port, f"?ticket={outdated}").closed() == (4401, [])
