"""What Apple's answers do to a push that waits, to its device, and to all others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from tests.notifications.ringing import channel, delivery_to, is_about, is_registered, let_pass, register
from tests.notifications.standins.apns import GOAWAY, REFUSED, TOPIC, Answer
from tests.processes import eventually

QUARTER = 900


@pytest.fixture(autouse=True)
def few_threads(settings):
    settings.COURIER_THREADS = 2


@pytest.fixture
def phone(superuser, alice):
    return register(superuser, alice, "apns", "a1b2c3", app_id=TOPIC, environment="production")


def environment_of(superuser, device):
    return superuser.execute("select environment from devices where id = %s", [device]).fetchone()[0]


def about(seconds):
    return pytest.approx(seconds, abs=20)


def later(minutes):
    return int((datetime.now(UTC) + timedelta(minutes=minutes)).timestamp() * 1000)


def test_a_push_arrives_once(superuser, apple, phone, alice, bob, ring, courier):
    ring(alice, bob)
    assert courier.round()
    (request,) = apple.requests
    assert request.payload["aps"]["alert"] == {"title": "TOPiN", "body": "Bob followed you"}
    assert (request.payload["aps"]["badge"], request.payload["url"]) == (1, "/@bob")
    sent = delivery_to(superuser, phone)
    assert (sent.state, sent.answer, sent.tries) == ("sent", "200", 1)
    let_pass(superuser, 100_000)
    assert not courier.round()
    assert len(apple.requests) == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (413, "PayloadTooLarge"),
        (400, "BadCollapseId"),
        (400, "BadTopic"),
        (400, "BadPriority"),
        (400, "InvalidPushType"),
        (400, "MissingTopic"),
        (403, "SomethingNew"),
    ],
)
def test_what_cannot_be_sent_is_given_up_and_the_device_stays(
    superuser, apple, phone, alice, bob, ring, courier, status, reason
):
    apple.production.will(Answer(status, reason))
    ring(alice, bob)
    courier.round()
    given_up = delivery_to(superuser, phone)
    assert (given_up.state, given_up.reason, given_up.answer) == ("failed", "rejected", f"{status} {reason}")
    assert is_registered(superuser, phone)
    assert channel(superuser, "apns") is None
    let_pass(superuser, 10_000)
    assert not courier.round()


@pytest.mark.parametrize(
    "answer", [Answer(410, "Unregistered", later(-60)), Answer(410, "ExpiredToken", later(60))], ids=["gone", "expired"]
)
def test_a_device_that_is_gone_is_forgotten_with_all_that_waits_for_it(
    superuser, apple, phone, alice, bob, ring, courier, answer
):  # fmt: skip
    apple.production.will(answer)
    ring(alice, bob)
    courier.round()
    assert not is_registered(superuser, phone)
    assert delivery_to(superuser, phone)[:2] == ("dropped", "device_gone")


def test_a_token_that_expired_before_its_registration_stays(superuser, apple, phone, alice, bob, ring, courier):
    apple.production.will(Answer(410, "ExpiredToken", later(-60)))
    ring(alice, bob)
    courier.round()
    assert is_registered(superuser, phone)
    assert delivery_to(superuser, phone)[:3] == ("failed", "rejected", "410 ExpiredToken")


def test_a_token_that_is_registered_again_while_apple_answers_is_tried_again(
    superuser, apple, phone, alice, bob, ring, courier
):  # fmt: skip
    apple.production.will(Answer(410, "ExpiredToken", later(0)))
    apple.production.gate.clear()
    ring(alice, bob)
    with ThreadPoolExecutor(1) as other:
        round_of_other = other.submit(courier.round)
        eventually(lambda: apple.requests)
        superuser.execute("update devices set registered_at = now() + interval '1 second' where id = %s", [phone])
        apple.production.gate.set()
        round_of_other.result()
    assert is_registered(superuser, phone)
    assert delivery_to(superuser, phone).state == "waiting"
    courier.round()
    assert delivery_to(superuser, phone).state == "sent"


@pytest.mark.parametrize("reason", ["BadDeviceToken", "DeviceTokenNotForTopic"])
def test_a_token_of_the_other_environment_is_known_to_be_from_then_on(
    superuser, apple, phone, alice, bob, charlie, ring, courier, reason
):  # fmt: skip
    apple.production.will(Answer(400, reason))
    ring(alice, bob)
    courier.round()
    assert delivery_to(superuser, phone).state == "sent"
    assert environment_of(superuser, phone) == "sandbox"
    superuser.execute("delete from notification_deliveries")
    ring(alice, charlie)
    courier.round()
    assert delivery_to(superuser, phone).state == "sent"
    assert (len(apple.production.received), len(apple.sandbox.received)) == (1, 2)


def test_a_token_of_neither_is_forgotten(superuser, apple, phone, alice, bob, ring, courier):
    apple.production.unknown = apple.sandbox.unknown = {"a1b2c3"}
    ring(alice, bob)
    courier.round()
    assert not is_registered(superuser, phone)
    assert delivery_to(superuser, phone)[:2] == ("dropped", "device_gone")


@pytest.mark.parametrize(
    "reason", ["InvalidProviderToken", "MissingProviderToken", "BadCertificateEnvironment", "Forbidden"]
)
def test_a_fault_of_ours_stops_everything_and_costs_nothing(superuser, apple, phone, alice, bob, ring, courier, reason):
    tablet = register(superuser, bob, "apns", "d4e5f6", app_id=TOPIC)
    apple.production.will(Answer(403, reason))
    ring(alice, bob)
    courier.round()
    ring(bob, alice)
    let_pass(superuser, 3_600)
    assert not courier.round()
    assert len(apple.requests) == 1
    stopped = channel(superuser, "apns")
    assert (stopped.is_stopped, stopped.stop_reason) == (True, f"403 {reason}")
    first = delivery_to(superuser, phone)
    assert (first.state, first.tries, first.leased_until, first.answer) == ("waiting", 0, None, f"403 {reason}")
    assert delivery_to(superuser, tablet).state == "waiting"
    assert is_registered(superuser, phone)
    superuser.execute("update push_channels set stopped_at = null")  # somebody opens it again
    assert courier.round()
    assert delivery_to(superuser, phone).state == delivery_to(superuser, tablet).state == "sent"


def test_a_token_of_ours_that_is_too_old_costs_no_try(superuser, apple, phone, alice, bob, ring, courier):
    from notifications.providers import apns

    apns._signer().token()
    apns._signer().made_at -= 21 * 60
    apple.production.will(Answer(403, "ExpiredProviderToken"))
    ring(alice, bob)
    courier.round()
    sent = delivery_to(superuser, phone)
    assert (sent.state, sent.tries) == ("sent", 1)
    assert channel(superuser, "apns") is None


def test_too_much_for_one_device_makes_no_other_wait(superuser, apple, phone, alice, bob, ring, courier):
    tablet = register(superuser, bob, "apns", "d4e5f6", app_id=TOPIC)
    apple.production.will(Answer(429, "TooManyRequests"))
    ring(alice, bob)
    courier.round()
    waiting = delivery_to(superuser, phone)
    assert (waiting.state, waiting.answer) == ("waiting", "429 TooManyRequests")
    assert is_about(waiting.waits, 10)
    ring(bob, alice)
    courier.round()
    assert delivery_to(superuser, tablet).state == "sent"
    assert not courier.round()
    let_pass(superuser, 11)
    courier.round()
    assert delivery_to(superuser, phone).state == "sent"


def test_too_many_tokens_of_ours_make_all_wait(superuser, apple, phone, alice, bob, ring, courier):
    apple.production.will(Answer(429, "TooManyProviderTokenUpdates"))
    ring(alice, bob)
    courier.round()
    assert channel(superuser, "apns").pause == about(10)
    assert not channel(superuser, "apns").is_stopped
    let_pass(superuser, 31)
    courier.round()
    assert delivery_to(superuser, phone).state == "sent"
    assert len({request.jwt for request in apple.requests}) == 1


@pytest.mark.parametrize(
    ("status", "reason"), [(500, "InternalServerError"), (503, "ServiceUnavailable"), (503, "Shutdown")]
)
def test_a_fault_of_apples_makes_all_wait_longer_each_time(
    superuser, apple, phone, alice, bob, ring, courier, status, reason
):
    tablet = register(superuser, bob, "apns", "d4e5f6", app_id=TOPIC)
    apple.production.will(*[Answer(status, reason)] * 3)
    ring(alice, bob)
    for faults, pause in enumerate([QUARTER, 2 * QUARTER, 4 * QUARTER], 1):
        assert courier.round()
        assert channel(superuser, "apns").faults == faults
        assert channel(superuser, "apns").pause == about(pause)
        assert delivery_to(superuser, phone).state == "waiting"
        if faults == 1:
            ring(bob, alice)
            let_pass(superuser, QUARTER - 60)
            assert not courier.round()
            superuser.execute(
                "update notification_deliveries set next_try_at = 'infinity' where device_id = %s", [tablet]
            )
            pause -= QUARTER - 60
        let_pass(superuser, pause + 1)
    assert courier.round()
    assert delivery_to(superuser, phone).state == "sent"
    assert channel(superuser, "apns") is None
    assert len(apple.requests) == 4


@pytest.mark.parametrize("told", [REFUSED, GOAWAY])
def test_what_apple_took_no_notice_of_is_sent_again_in_the_same_try(
    superuser, apple, phone, alice, bob, ring, courier, told
):
    apple.production.will(told)
    ring(alice, bob)
    courier.round()
    sent = delivery_to(superuser, phone)
    assert (sent.state, sent.tries) == ("sent", 1)
    assert len({request.headers["apns-id"] for request in apple.requests}) == 1


def test_while_apple_is_out_of_reach_everything_waits(superuser, apple, phone, alice, bob, ring, courier):
    apple.production.close()
    ring(alice, bob)
    courier.round()
    assert delivery_to(superuser, phone).state == "waiting"
    assert channel(superuser, "apns").pause == about(10)
    assert is_registered(superuser, phone)
