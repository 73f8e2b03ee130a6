"""No slow push service takes the threads, or the turn, of others."""

import threading

import pytest

from notifications.courier import Courier, claim
from notifications.lanes import Lanes
from tests.notifications.ringing import delivery_to, register
from tests.notifications.standins.answering import Answer, Service, serving
from tests.notifications.standins.apns import TOPIC
from tests.processes import eventually

KEYS = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM", "A" * 22


class Slow(Service):
    """A push service that takes its time to answer."""

    def __init__(self):
        super().__init__()
        self.gate, self.under_way = threading.Event(), 0

    def answer(self, request):
        self.under_way += 1
        self.gate.wait(60)
        return Answer(201)

    def check(self, request):
        pass


@pytest.fixture
def slow(settings):
    settings.NET_ALLOW = ["127.0.0.0/8"]
    settings.VAPID_PRIVATE_KEY = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I"
    with serving(Slow()) as service:
        yield service
        service.gate.set()


def browsers_of(superuser, person, service, count):
    return [register(superuser, person, "webpush", f"{service.url}/{n}", *KEYS) for n in range(count)]


@pytest.fixture
def at_work(settings):
    """A courier that goes on claiming while what it began is under way."""
    settings.COURIER_THREADS, settings.COURIER_BATCH = 4, 4
    one = Courier()
    yield one
    one.stop()
    one.pool.shutdown()


def test_a_slow_push_service_holds_up_no_other_channel(superuser, slow, apple, join, alice, bob, ring, at_work):
    waiting = browsers_of(superuser, alice, slow, 12)
    phone = register(superuser, bob, "apns", "a1b2c3", app_id=TOPIC, environment="production")
    ring(alice, bob)  # first in the queue, all twelve
    ring(bob, alice)
    while at_work.begin():
        pass

    def bob_is_rung():
        return delivery_to(superuser, phone).state == "sent"

    eventually(bob_is_rung)
    eventually(lambda: slow.under_way)
    assert slow.under_way == 1
    assert {delivery_to(superuser, device).state for device in waiting} == {"waiting"}
    slow.gate.set()
    at_work.lanes.wait_for_end()
    while at_work.round():
        pass
    assert {delivery_to(superuser, device).state for device in waiting} == {"sent"}


def test_many_slow_push_services_leave_half_of_the_threads_to_others(superuser, slow, apple, alice, bob, ring, at_work):
    with serving(Slow()) as second, serving(Slow()) as third:
        for service in (slow, second, third):
            browsers_of(superuser, alice, service, 2)
        phone = register(superuser, bob, "apns", "a1b2c3", app_id=TOPIC, environment="production")
        ring(alice, bob)
        ring(bob, alice)
        while at_work.begin():
            pass

        def bob_is_rung():
            return delivery_to(superuser, phone).state == "sent"

        eventually(bob_is_rung)
        assert slow.under_way + second.under_way + third.under_way <= 2
        for service in (slow, second, third):
            service.gate.set()
        at_work.lanes.wait_for_end()


def test_of_one_channel_half_a_batch_is_claimed_and_of_a_full_one_nothing(superuser, slow, alice, bob, ring, settings):
    settings.COURIER_BATCH = 4
    browsers_of(superuser, alice, slow, 6)
    register(superuser, bob, "fcm", "phone")
    ring(alice, bob)
    ring(bob, alice)
    assert [order["device"]["provider"] for order in claim()] == ["webpush", "webpush", "fcm"]
    assert claim([f"webpush:{slow.url}"]) == []
    assert claim(["webpush"]) == []
    assert len(claim()) == 2


# -- the turns themselves --------------------------------------------------------------------------


def taken(lanes):
    found = []
    while (begun := lanes.begin()) is not None:
        found.append(begun[0])
    return found


def test_a_provider_has_half_of_the_threads_and_a_push_service_a_quarter():
    lanes = Lanes(8, 50)
    lanes.add([("fcm", n) for n in range(20)] + [("webpush:https://a", n) for n in range(20)])
    lanes.add([("webpush:https://b", n) for n in range(20)] + [("webpush:https://c", n) for n in range(20)])
    began = taken(lanes)
    assert began.count("fcm") == 4
    assert len([name for name in began if name.startswith("webpush")]) == 4
    assert max(began.count(f"webpush:https://{name}") for name in "abc") == 2
    lanes.end("fcm", 0.1)
    assert taken(lanes) == ["fcm"]


def test_one_thread_is_enough_for_all():
    lanes = Lanes(1, 50)
    lanes.add([("email", 1), ("email", 2)])
    assert taken(lanes) == ["email"]
    lanes.end("email", 0.1)
    assert taken(lanes) == ["email"]


def test_the_quicker_goes_first():
    lanes = Lanes(2, 50)
    for name, seconds in (("webpush:https://slow", 9.0), ("webpush:https://quick", 0.1)):
        lanes.add([(name, 1)])
        assert taken(lanes) == [name]
        lanes.end(name, seconds)
    lanes.add([("webpush:https://slow", 1), ("webpush:https://new", 1), ("webpush:https://quick", 1)])
    order = []
    while began := taken(lanes):
        order += began
        lanes.end(began[0], 1.0)
    assert order == ["webpush:https://quick", "webpush:https://new", "webpush:https://slow"]


def test_what_is_full_is_said_until_there_is_room():
    lanes = Lanes(4, 5)
    lanes.add([("fcm", n) for n in range(3)])
    assert lanes.full() == {"fcm"}
    lanes.begin()
    assert lanes.full() == set()
    lanes.add([(f"webpush:https://{n}", 1) for n in range(6)])
    assert lanes.full() == {"webpush"}
