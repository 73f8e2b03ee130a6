"""Push services that members name and we do not know: none leads us astray, holds us up or makes us swallow much."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest

from notifications.courier import Courier
from tests.notifications.ringing import channel, delivery_to, is_about, is_registered, let_pass, register
from tests.notifications.standins.answering import Answer, Service, serving
from topin import net

KEYS = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM", "A" * 22


class Anything(Service):
    """Answers as it was told to."""

    def check(self, request):
        pass

    def take(self, request):
        return Answer(201)


@pytest.fixture
def service(settings):
    settings.NET_ALLOW, settings.COURIER_THREADS = ["127.0.0.0/8"], 4
    settings.VAPID_PRIVATE_KEY = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I"
    with serving(Anything()) as one:
        yield one


@pytest.fixture
def courier(service):
    one = Courier()
    yield one
    one.pool.shutdown()


@contextmanager
def dripping(begin=b"HTTP/1.1 201 Created\r\n", drop=b"X: y\r\n"):
    """A server that answers a little at a time, without end. Yields its port, and how many came."""
    door, done, came = socket.create_server(("127.0.0.1", 0)), threading.Event(), []

    def drip():
        door.settimeout(0.1)
        while not done.is_set():
            try:
                guest, _ = door.accept()
            except TimeoutError:
                continue
            came.append(guest)
            threading.Thread(target=feed, args=[guest], daemon=True).start()

    def feed(guest):
        try:
            guest.sendall(begin)
            while not done.is_set():
                guest.sendall(drop)
                time.sleep(0.05)
        except OSError:
            pass  # it went away

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield door.getsockname()[1], came
    finally:
        done.set()
        thread.join()
        door.close()
        for guest in came:
            guest.close()
        net._transport.cache_clear()
        net._circuits.clear()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(superuser, service, alice, bob, ring, courier, status):
    device = register(superuser, alice, "webpush", f"{service.url}/1", *KEYS)
    with serving(Anything()) as inside:
        service.will_answer(status, Location=f"{inside.url}/admin")
        ring(alice, bob)
        courier.round()
        assert inside.requests == []
    assert delivery_to(superuser, device).state == "failed"
    assert is_registered(superuser, device)


def test_a_service_that_drips_is_left_after_the_deadline_and_then_alone(superuser, alice, bob, ring, courier, settings):
    settings.NET_DEADLINE = 0.5
    with dripping() as (port, came):
        device = register(superuser, alice, "webpush", f"http://127.0.0.1:{port}/1", *KEYS)
        ring(alice, bob)
        courier.round()
        assert len(came) == 1
    left = delivery_to(superuser, device)
    assert (left.state, left.tries) == ("waiting", 1)
    assert channel(superuser, f"webpush:http://127.0.0.1:{port}").pause > 5


def test_a_long_answer_is_not_read_to_its_end(superuser, service, alice, bob, ring, courier):
    device = register(superuser, alice, "webpush", f"{service.url}/1", *KEYS)
    service.will_answer(400, b"no " * 5_000_000)
    ring(alice, bob)
    courier.round()
    refused = delivery_to(superuser, device)
    assert refused.state == "failed"
    assert len(refused.answer) <= 500


def test_a_service_that_asks_for_years_gets_a_day(superuser, service, alice, bob, ring, courier):
    register(superuser, alice, "webpush", f"{service.url}/1", *KEYS)
    service.will_answer(429, Retry_After="99999999999")
    ring(alice, bob)
    courier.round()
    assert is_about(channel(superuser, f"webpush:{service.url}").pause, 86_400)


def test_many_that_are_told_to_wait_at_once_are_one_fault(superuser, service, alice, bob, ring, courier):
    """Twenty devices at one service that has enough."""
    devices = [register(superuser, alice, "webpush", f"{service.url}/{n}", *KEYS) for n in range(20)]
    service.will_answer(429, times=100, Retry_After="30")
    ring(alice, bob)
    while courier.round():
        pass
    assert channel(superuser, f"webpush:{service.url}").faults == 1
    assert is_about(channel(superuser, f"webpush:{service.url}").pause, 30)
    assert {delivery_to(superuser, device).state for device in devices} == {"waiting"}
    assert len(service.requests) < len(devices)  # those that were not begun are not sent into it


@pytest.mark.parametrize("status", [429, 503])
def test_a_service_that_asks_for_no_pause_gets_one_all_the_same(
    superuser, service, alice, bob, ring, courier, status
):  # fmt: skip
    device = register(superuser, alice, "webpush", f"{service.url}/1", *KEYS)
    service.will_answer(status, times=10, Retry_After="0")
    ring(alice, bob)
    for pause in (1, 10, 20, 40):
        courier.round()
        assert is_about(delivery_to(superuser, device).waits, pause)
        assert channel(superuser, f"webpush:{service.url}").pause > pause / 2
        assert not courier.round()
        let_pass(superuser, 3_600)
    assert len(service.requests) == 4


@pytest.mark.parametrize("charset", ["hex", "zip", "idna", "undefined", "punycode", "rot13"])
def test_an_answer_in_no_letters_is_an_answer(superuser, service, alice, bob, ring, courier, charset):
    device = register(superuser, alice, "webpush", f"{service.url}/1", *KEYS)
    service.will_answer(201, b"abc\xff\\x", Content_Type=f"text/plain; charset={charset}")
    ring(alice, bob)
    courier.round()
    assert delivery_to(superuser, device).state == "sent"


@pytest.mark.parametrize(("status", "state"), [(201, "sent"), (400, "failed"), (429, "waiting")])
def test_signs_that_nothing_can_be_written_with_are_left_out_of_an_answer(
    superuser, service, alice, bob, ring, courier, status, state
):  # fmt: skip
    device = register(superuser, alice, "webpush", f"{service.url}/1", *KEYS)
    service.will_answer(status, "no\0t \u202ehere\x1b[31m".encode())
    ring(alice, bob)
    courier.round()
    noted = delivery_to(superuser, device)
    assert (noted.state, noted.leased_until, noted.answer) == (state, None, f"{status} no t here [31m")


def test_a_service_that_never_says_its_last_word_is_left_after_the_deadline(
    superuser, service, alice, bob, ring, courier, settings
):  # fmt: skip
    """It goes on and on about going on (1xx)."""
    settings.NET_DEADLINE = 0.5
    with dripping(b"HTTP/1.1 103 Early Hints\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n") as (port, came):
        device = register(superuser, alice, "webpush", f"http://127.0.0.1:{port}/1", *KEYS)
        ring(alice, bob)
        courier.round()
    assert (len(came), delivery_to(superuser, device).state) == (1, "waiting")


def test_what_answers_in_plain_text_where_it_should_be_sealed_is_no_push_service(
    superuser, service, alice, bob, ring, courier
):  # fmt: skip
    sealed = service.url.replace("http://", "https://")
    device = register(superuser, alice, "webpush", f"{sealed}/1", *KEYS)
    ring(alice, bob)
    courier.round()
    assert delivery_to(superuser, device).state == "waiting"
    assert channel(superuser, f"webpush:{sealed}").faults == 1
    assert is_registered(superuser, device)
