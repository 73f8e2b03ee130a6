"""Pushes to browsers, against a push service that checks every header, read with the browser's own keys."""

import base64
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ImproperlyConfigured

from notifications.ports import Device, Push
from notifications.providers import aes128gcm, webpush
from tests.notifications.ringing import channel, delivery_to, is_about, is_registered, let_pass, register
from tests.notifications.standins.answering import serving
from tests.notifications.standins.webpush import PushService
from topin import checks, net
from topin.text import GRAPHEME

FAMILY = "👨‍👩‍👧‍👦"  # one character of 25 bytes


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.NET_ALLOW, settings.COURIER_THREADS = ["127.0.0.0/8"], 2


@pytest.fixture
def service():
    with serving(PushService()) as service:
        yield service


@pytest.fixture
def browser(service):
    return service.subscribe(webpush.vapid_public_key())


@pytest.fixture
def device(superuser, alice, browser):
    """Alice's."""
    return subscribed(superuser, alice, browser)


def subscribed(superuser, person, browser):
    return register(superuser, person, "webpush", browser.endpoint, browser.p256dh, browser.auth)


def device_with(browser, **fields):
    known = {"token": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth} | fields
    return Device(
        id=uuid4(), provider="webpush", app_id="", environment="", registered_at=datetime.now(UTC), failures=0, **known
    )  # fmt: skip


def push(**fields):
    known = {
        "id": uuid4(), "kind": "reply", "title": "Ada", "body": "Well said", "url": "/posts/1",
        "subject": {"type": "comment", "id": "1"}, "group_key": "reply:post:1", "unread": 3,
        "expires_at": datetime.now(UTC) + timedelta(hours=1), "urgent": True,
    }  # fmt: skip
    return Push(**known | fields)


# -- what a browser gets ---------------------------------------------------------------------------


def test_the_example_of_the_rfc_comes_out_to_the_letter():
    number = int.from_bytes(webpush._decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    body = aes128gcm.encrypt(
        b"When I grow up, I want to be a watermelon",
        webpush._decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        webpush._decoded("BTBZMqHH6r4Tts7J_aSIgg"),
        key=ec.derive_private_key(number, ec.SECP256R1()),
        salt=webpush._decoded("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert webpush._encoded(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
        "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_browser_reads_what_happened_and_its_push_is_never_sent_again(
    superuser, service, device, alice, bob, ring, courier
):
    ring(alice, bob)
    assert courier.round()
    (arrived,) = service.arrived
    said = arrived.said
    assert (said["kind"], said["body"], said["url"], said["unread"]) == ("follow", "Bob followed you", "/@bob", 1)
    assert said["subject"] == {"type": "user", "id": str(alice.id)}
    assert said["group_key"].startswith("follow")
    assert is_about(arrived.ttl, 86_400)
    assert arrived.urgency == "normal"
    sent = delivery_to(superuser, device)
    assert (sent.state, sent.tries, sent.answer, sent.is_over) == ("sent", 1, "201", True)
    let_pass(superuser, 100_000)
    assert not courier.round()
    assert len(service.requests) == 1


def test_somebody_waiting_is_urgent_and_a_group_keeps_its_topic(service, browser):
    for pushed in (push(urgent=True), push(urgent=False), push(group_key="reply:post:2")):
        assert webpush.send(device_with(browser), pushed).result == "accepted"
    first, second, other = service.arrived
    assert (first.urgency, second.urgency) == ("high", "normal")
    assert first.topic == second.topic != other.topic
    assert len(first.topic) == 32


def test_what_nobody_wants_any_more_is_for_now_or_never(service, browser):
    webpush.send(device_with(browser), push(expires_at=datetime.now(UTC) - timedelta(hours=1)))
    assert service.arrived[0].ttl == 0


@pytest.mark.parametrize("letter", ["x", '"', "ß", "語", FAMILY])
def test_a_long_text_is_cut_at_a_characters_edge_to_what_just_fits(service, browser, letter):
    assert webpush.send(device_with(browser), push(body=letter * 5_000)).result == "accepted"
    (arrived,) = service.arrived
    body = arrived.said["body"]
    assert set(GRAPHEME.findall(body)) == {letter, "…"}
    assert 3993 - len(json.dumps(letter, ensure_ascii=False).encode()) <= arrived.size <= 3993
    assert len(service.requests[0].body) <= 4096


def test_a_text_that_just_fits_is_left_whole(service, browser):
    webpush.send(device_with(browser), push(body=""))
    webpush.send(device_with(browser), push(body="x" * (3993 - service.arrived[0].size)))
    assert service.arrived[1].size == 3993
    assert "…" not in service.arrived[1].said["body"]
    assert len(service.requests[1].body) == 4096


def test_a_title_gives_way_when_the_body_alone_does_not_do(service, browser):
    assert webpush.send(device_with(browser), push(title="語" * 2_000)).result == "accepted"
    assert service.arrived[0].said["body"] == "…"
    assert service.arrived[0].said["title"].endswith("語…")


def test_pushes_share_a_connection(service, browser):
    for _ in range(5):
        webpush.send(device_with(browser), push())
    assert service.connections == 1


# -- every answer of a push service ----------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 201, 202])
def test_an_accepted_push_counts_as_sent(superuser, service, device, alice, bob, ring, courier, status):
    service.will_answer(status)
    ring(alice, bob)
    courier.round()
    assert (delivery_to(superuser, device).state, delivery_to(superuser, device).answer) == ("sent", str(status))
    assert superuser.execute("select reached_at is not null, failures from devices").fetchone() == (True, 0)
    assert not courier.round()


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_gone_is_forgotten(superuser, service, device, alice, bob, ring, courier, status):
    service.will_answer(status, b"no such subscription")
    ring(alice, bob)
    courier.round()
    assert not is_registered(superuser, device)
    over = delivery_to(superuser, device)
    assert (over.state, over.reason) == ("dropped", "device_gone")
    assert channel(superuser, f"webpush:{service.url}") is None
    assert not courier.round()


@pytest.mark.parametrize("status", [400, 413, 301, 405, 418])
def test_a_push_that_is_refused_is_given_up_and_its_subscription_kept(
    superuser, service, device, alice, bob, ring, courier, status
):
    service.will_answer(status, b"not this one")
    ring(alice, bob)
    courier.round()
    over = delivery_to(superuser, device)
    assert (over.state, over.reason, over.answer) == ("failed", "rejected", f"{status} not this one")
    assert is_registered(superuser, device)
    assert channel(superuser, f"webpush:{service.url}") is None
    assert not courier.round()


@pytest.mark.parametrize("status", [401, 403])
def test_a_fault_of_our_key_stops_that_push_service_alone_and_keeps_every_subscription(
    superuser, service, device, alice, bob, charlie, ring, courier, status, caplog
):
    service.will_answer(status, b"the key is not ours")
    ring(alice, bob)
    courier.round()
    name = f"webpush:{service.url}"
    stopped = channel(superuser, name)
    assert (stopped.is_stopped, stopped.stop_reason) == (True, f"{status} the key is not ours")
    assert f"{name} refuses our credentials" in caplog.text
    waiting = delivery_to(superuser, device)
    assert (waiting.state, waiting.tries) == ("waiting", 0)
    assert is_registered(superuser, device)
    assert not courier.round()  # nothing goes out there any more
    with serving(PushService()) as other:
        elsewhere = subscribed(superuser, charlie, other.subscribe(webpush.vapid_public_key()))
        ring(charlie, bob)
        courier.round()
        assert delivery_to(superuser, elsewhere).state == "sent"
    superuser.execute("delete from push_channels")  # somebody mended it and opened the channel
    courier.round()
    assert delivery_to(superuser, device).state == "sent"
    assert len(service.arrived) == 1


def test_a_subscription_for_an_older_key_of_ours_stops_the_channel_too(superuser, service, alice, bob, ring, courier):
    browser = service.subscribe("B" + "A" * 86)
    device = subscribed(superuser, alice, browser)
    ring(alice, bob)
    courier.round()
    assert channel(superuser, f"webpush:{service.url}").stop_reason == "403 the subscription is for another key"
    assert is_registered(superuser, device)


def test_somebody_who_subscribed_with_a_key_of_their_own_stops_nobody_elses_pushes(
    superuser, service, device, alice, bob, charlie, ring, courier
):
    ring(alice, bob)
    courier.round()
    assert delivery_to(superuser, device).state == "sent"
    hostile = subscribed(superuser, charlie, service.subscribe("B" + "A" * 86))
    ring(charlie, bob)
    courier.round()
    assert (delivery_to(superuser, hostile).state, delivery_to(superuser, hostile).reason) == ("failed", "rejected")
    assert channel(superuser, f"webpush:{service.url}") is None
    assert is_registered(superuser, hostile)
    service.will_answer(403, b"the key is not ours")
    ring(alice, charlie)
    superuser.execute("update notification_deliveries set created_at = created_at - interval '2 days'")
    courier.round()  # one that worked before tells the truth
    assert channel(superuser, f"webpush:{service.url}").is_stopped


def test_a_push_service_that_has_enough_is_left_alone_as_long_as_it_asks(
    superuser, service, device, alice, bob, charlie, ring, courier
):
    service.will_answer(429, Retry_After="120")
    ring(alice, bob)
    courier.round()
    assert is_about(delivery_to(superuser, device).waits, 120)
    assert is_about(channel(superuser, f"webpush:{service.url}").pause, 120)
    another = subscribed(superuser, charlie, service.subscribe(webpush.vapid_public_key()))
    ring(charlie, bob)
    courier.round()  # others wait for it as well
    assert delivery_to(superuser, another).tries == 0
    let_pass(superuser, 60)
    courier.round()
    assert len(service.requests) == 1
    let_pass(superuser, 60)
    courier.round()
    assert delivery_to(superuser, device).state == delivery_to(superuser, another).state == "sent"
    assert channel(superuser, f"webpush:{service.url}") is None
    assert len(service.arrived) == 2


def test_a_push_service_may_name_the_moment_instead(superuser, service, device, alice, bob, ring, courier):
    service.will_answer(429, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True))
    ring(alice, bob)
    courier.round()
    assert is_about(delivery_to(superuser, device).waits, 300)


@pytest.mark.parametrize("asked", ["soon", "-5", "99999999999999999999", "Wed, 31 Feb 2024 25:00:00 GMT", "１２",
    "Mon, 01 Jan 99999999999999999999 00:00:00 GMT", "Mon, 01 Jan 2026 00:00:00 +99999999999999"])
def test_nonsense_about_when_to_come_again_is_borne(superuser, service, device, alice, bob, ring, courier, asked):
    service.will_answer(503, Retry_After=asked.encode().decode("latin-1"))
    ring(alice, bob)
    courier.round()
    waits = delivery_to(superuser, device).waits
    assert is_about(waits, 10) or is_about(waits, 86_400)
    assert channel(superuser, f"webpush:{service.url}").faults == 1
    assert is_registered(superuser, device)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_push_service_with_a_fault_is_tried_again_less_and_less_often(
    superuser, service, device, alice, bob, ring, courier, status
):
    service.will_answer(status, b"<html>oops</html>", times=3)
    ring(alice, bob)
    for tries, wait in ((1, 10), (2, 20), (3, 40)):
        courier.round()
        waiting = delivery_to(superuser, device)
        assert (waiting.state, waiting.tries) == ("waiting", tries)
        assert is_about(waiting.waits, wait)
        assert channel(superuser, f"webpush:{service.url}").faults == tries
        let_pass(superuser, 3_600)
    courier.round()
    assert (delivery_to(superuser, device).state, delivery_to(superuser, device).tries) == ("sent", 4)
    assert channel(superuser, f"webpush:{service.url}") is None
    assert len(service.arrived) == 1


def test_in_the_end_a_push_is_given_up_and_the_subscription_kept(
    superuser, service, device, alice, bob, ring, courier, settings
):
    settings.PUSH_TRIES = 3
    service.will_answer(503, times=9)
    ring(alice, bob)
    for _ in range(5):
        courier.round()
        let_pass(superuser, 3_600)
    over = delivery_to(superuser, device)
    assert (over.state, over.reason, over.tries, over.answer) == ("failed", "gave_up", 3, "503")
    assert len(service.requests) == 3
    assert is_registered(superuser, device)


def test_faults_that_a_service_tells_of_do_not_close_the_way_to_it_for_a_while(service, browser):
    service.will_answer(503, times=net.FAULTS_UNTIL_OPEN + 1)
    outcomes = [webpush.send(device_with(browser), push()) for _ in range(net.FAULTS_UNTIL_OPEN + 2)]
    assert [o.answer for o in outcomes] == ["503"] * (net.FAULTS_UNTIL_OPEN + 1) + ["201"]


def test_a_push_service_out_of_reach_is_tried_again(superuser, alice, bob, ring, courier):
    with serving(PushService()) as service:
        device = subscribed(superuser, alice, service.subscribe(webpush.vapid_public_key()))
    ring(alice, bob)
    courier.round()
    waiting = delivery_to(superuser, device)
    assert (waiting.state, waiting.tries) == ("waiting", 1)
    assert is_about(waiting.waits, 10)
    assert is_about(channel(superuser, f"webpush:{service.url}").pause, 10)
    assert is_registered(superuser, device)


def test_a_push_is_sent_nowhere_in_our_own_network(superuser, service, device, alice, bob, ring, courier, settings):
    settings.NET_ALLOW = []
    ring(alice, bob)
    courier.round()
    over = delivery_to(superuser, device)
    assert (over.state, service.requests) == ("failed", [])
    assert "may be reached" in over.answer
    assert is_registered(superuser, device)


@pytest.mark.parametrize("fields", [{"p256dh": "B" + "A" * 86}, {"auth": "AAAA"}, {"p256dh": None}, {"token": "https://push.example:port/"}])
def test_a_subscription_that_is_none_fails_alone(service, browser, fields):
    assert webpush.send(device_with(browser, **fields), push()).result == "failed"
    assert service.requests == []


def test_an_answer_for_operators_has_no_token_in_it(service, browser):
    service.will_answer(400, f"not good: {browser.endpoint}\n".encode())
    assert webpush.send(device_with(browser), push()).answer == "400 not good: …"


# -- who we are ------------------------------------------------------------------------------------


def test_a_key_may_be_written_as_pem_too(service, settings):
    key = ec.generate_private_key(ec.SECP256R1())
    settings.VAPID_PRIVATE_KEY = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    browser = service.subscribe(webpush.vapid_public_key())
    assert webpush.send(device_with(browser), push()).result == "accepted"


def test_push_services_reach_the_sender_of_our_mails_unless_told_otherwise(settings):
    settings.DEFAULT_FROM_EMAIL = "TOPiN <no-reply@topin.example>"
    assert webpush.subject() == "mailto:no-reply@topin.example"
    settings.VAPID_SUBJECT = "https://topin.example/contact"
    assert webpush.subject() == "https://topin.example/contact"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://push.example/send/1", "https://push.example"),
        ("https://push.example:443/send/1", "https://push.example"),
        ("https://push.example:8443/send/1", "https://push.example:8443"),
    ],
)
def test_a_signature_is_for_one_origin(url, origin):
    assert webpush.origin_of(url) == origin


NO_PEM = "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----"


@pytest.mark.parametrize("key", ["x", "AAAA", "A" * 43, "_" * 43, NO_PEM])
def test_a_malformed_key_is_refused_at_the_start(settings, key):
    settings.VAPID_PRIVATE_KEY = key
    assert [fault for fault in checks.faults() if "VAPID_PRIVATE_KEY" in fault]
    with pytest.raises(ImproperlyConfigured):
        webpush.private_key(key)


def test_a_contact_that_push_services_refuse_is_refused_at_the_start(settings):
    assert not [fault for fault in checks.faults() if "VAPID" in fault]
    settings.VAPID_SUBJECT = "somebody@topin.example"
    assert [fault for fault in checks.faults() if "VAPID_SUBJECT" in fault]


def test_without_a_key_the_channel_waits_for_one(superuser, service, device, alice, bob, ring, courier, settings):
    settings.VAPID_PRIVATE_KEY = ""
    assert webpush.vapid_public_key() == ""
    assert [w for w in checks.warnings() if "VAPID_PRIVATE_KEY" in w]
    ring(alice, bob)
    courier.round()
    assert channel(superuser, f"webpush:{service.url}").stop_reason == "not configured"
    assert delivery_to(superuser, device).state == "waiting"


def test_on_a_laptop_without_a_key_pushes_are_files(browser, settings, tmp_path):
    settings.VAPID_PRIVATE_KEY, settings.EMBEDDED, settings.VAR_DIR = "", True, tmp_path
    pushed = push()
    assert webpush.send(device_with(browser), pushed).result == "accepted"
    written = json.loads((tmp_path / "push" / f"{pushed.id}.json").read_text())
    assert (written["title"], written["body"]) == ("Ada", "Well said")


def test_the_public_key_is_what_browsers_subscribe_with(api, alice):
    key = api(alice).get("/api/notifications/push-key").json["vapid_public_key"]
    point = base64.urlsafe_b64decode(key + "=")
    assert (len(point), point[0]) == (65, 4)
