"""Couriers as processes: killed, ended, cut off from everything but PostgreSQL."""

import socket

import pytest
from django.conf import settings

from tests.notifications.ringing import channel, delivery_to, register
from tests.notifications.standins.apns import TOPIC
from tests.processes import eventually, start  # noqa: F401  (a fixture)

pytestmark = pytest.mark.processes

NAMES = ("APNS_KEY", "APNS_KEY_ID", "APNS_TEAM_ID", "APNS_TOPIC", "APNS_URL_PRODUCTION", "APNS_URL_SANDBOX", "NET_CA")


@pytest.fixture
def begin(start, apple):  # noqa: F811
    """Starts a courier that Apple knows."""

    def begin_courier(**env):
        ours = {name: getattr(settings, name) for name in NAMES} | {"NET_ALLOW": "127.0.0.0/8", "LOG_LEVEL": "WARNING"}
        return start("courier", **ours | {"COURIER_LEASE": "4", "COURIER_THREADS": "2"} | env)

    return begin_courier


@pytest.fixture
def phone(superuser, alice):
    return register(superuser, alice, "apns", "a1b2c3", app_id=TOPIC, environment="production")


def is_sent(superuser, device):
    def sent():
        return delivery_to(superuser, device).state == "sent"

    return sent


def test_a_courier_killed_before_it_noted_what_it_sent_rings_once_all_the_same(
    superuser, apple, phone, alice, bob, ring, begin
):  # fmt: skip
    apple.production.gate.clear()  # Apple takes it and is slow to say so
    first = begin()
    ring(alice, bob)
    eventually(lambda: apple.requests)
    first.kill()
    assert delivery_to(superuser, phone)[:4] == ("waiting", "", "", 1)
    apple.production.gate.set()
    begin()
    eventually(is_sent(superuser, phone))
    assert delivery_to(superuser, phone).tries == 2
    one, again = apple.requests
    assert one.headers["apns-id"] == again.headers["apns-id"]
    assert one.headers["apns-collapse-id"] == again.headers["apns-collapse-id"]
    assert len(apple.production.shown["a1b2c3"]) == 1


def test_a_courier_that_is_told_to_end_notes_what_it_sent(superuser, apple, phone, alice, bob, ring, begin):
    apple.production.gate.clear()
    courier = begin()
    ring(alice, bob)
    eventually(lambda: apple.requests)
    courier.tell_to_end()
    apple.production.gate.set()
    assert courier.end() == 0
    assert delivery_to(superuser, phone)[:4] == ("sent", "", "200", 1)
    assert len(apple.requests) == 1


def test_two_processes_send_each_push_once(superuser, apple, join, bob, ring, begin):
    for number in range(20):
        member = join(f"member{number}")
        register(superuser, member, "apns", f"t{number}", app_id=TOPIC, environment="production")
        ring(member, bob)
    for _ in range(2):
        begin(COURIER_BATCH="2", COURIER_LEASE="120")

    def all_are_sent():
        return superuser.execute("select count(*) from notification_deliveries where state = 'sent'").fetchone() == (
            20,
        )

    eventually(all_are_sent)
    assert sorted(request.token for request in apple.requests) == sorted(f"t{n}" for n in range(20))


def test_without_broker_cache_and_channels_nothing_changes(superuser, apple, phone, alice, bob, ring, begin):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    away = f"redis://127.0.0.1:{port}/0"
    begin(BROKER_URL=away, CACHE_URL=away, CHANNEL_URL=away)
    ring(alice, bob)
    eventually(is_sent(superuser, phone))
    assert len(apple.requests) == 1


def test_a_courier_outlives_postgresql_and_goes_on_by_itself(superuser, apple, phone, alice, bob, ring, begin):
    courier = begin()
    mine = "application_name = 'topin listen' and datname = current_database()"

    def listens():
        return superuser.execute(f"select pid from pg_stat_activity where {mine}").fetchone()

    (first,) = eventually(listens)
    superuser.execute(
        """select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and usename = 'topin_app'"""
    )

    def listens_anew():
        return (found := listens()) and found != (first,)

    eventually(listens_anew)
    ring(alice, bob)
    eventually(is_sent(superuser, phone))
    assert courier.popen.poll() is None


def test_a_stopped_channel_is_found_open_again_without_a_word(superuser, apple, phone, alice, bob, ring, begin):
    superuser.execute("insert into push_channels (name, stopped_at) values ('apns', now())")
    ring(alice, bob)
    begin()
    browser = register(superuser, bob, "apns", "d4e5f6", app_id=TOPIC)
    superuser.execute("update push_channels set stopped_at = null")
    eventually(is_sent(superuser, phone))
    assert channel(superuser, "apns") is None
    ring(bob, alice)
    eventually(is_sent(superuser, browser))


def test_a_start_with_half_a_key_is_refused(begin):
    courier = begin(APNS_KEY_ID="")
    assert courier.popen.wait(60) != 0
    assert "APNS_KEY_ID would be missing" in courier.log.read_text()
