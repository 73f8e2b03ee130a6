"""Pushes by Firebase, against a stand-in that checks every field and a token endpoint that verifies our signature."""

import json
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from notifications.ports import Device, Push
from notifications.providers import fcm, google_tokens
from tests.notifications.ringing import channel, delivery_to, is_about, is_registered, let_pass, register
from tests.notifications.standins.answering import serving
from tests.notifications.standins.fcm import Firebase, TokenServer, error
from topin import checks, net

TOKEN = "d4Vq:APA91b" + "x" * 140


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.NET_ALLOW, settings.COURIER_THREADS = ["127.0.0.0/8"], 2


@pytest.fixture
def tokens(settings):
    google_tokens._kept.clear()
    with serving(TokenServer()) as server:
        settings.FCM_CREDENTIALS = server.credentials()
        yield server


@pytest.fixture
def firebase(tokens, settings):
    with serving(Firebase(tokens)) as server:
        settings.FCM_URL = server.url
        yield server


@pytest.fixture
def device(superuser, alice, firebase):
    """Alice's."""
    return register(superuser, alice, "fcm", firebase.install(TOKEN))


def phone(token=TOKEN):
    return Device(uuid4(), "fcm", "", "", token, None, None, datetime.now(UTC), 0)


def push(**fields):
    known = {
        "id": uuid4(), "kind": "reply", "title": "Ada", "body": "Well said", "url": "/posts/1",
        "subject": {"type": "comment", "id": "1"}, "group_key": "reply:post:1", "unread": 3,
        "expires_at": datetime.now(UTC) + timedelta(hours=1), "urgent": True,
    }  # fmt: skip
    return Push(**known | fields)


# -- what an app gets ------------------------------------------------------------------------------


def test_an_app_gets_what_happened_and_its_push_is_never_sent_again(
    superuser, firebase, device, alice, bob, ring, courier
):
    ring(alice, bob)
    assert courier.round()
    (message,) = firebase.arrived
    assert message["token"] == TOKEN
    assert message["notification"]["body"] == "Bob followed you"
    data = message["data"]
    assert (data["kind"], data["url"], data["unread"]) == ("follow", "/@bob", "1")
    assert (data["subject_type"], data["subject_id"]) == ("user", str(alice.id))
    android = message["android"]
    assert android["collapse_key"] == android["notification"]["tag"] == data["group_key"]
    assert is_about(int(android["ttl"].removesuffix("s")), 86_400)
    assert android["priority"] == "NORMAL"
    sent = delivery_to(superuser, device)
    assert (sent.state, sent.tries, sent.answer) == ("sent", 1, "200")
    let_pass(superuser, 100_000)
    assert not courier.round()
    assert len(firebase.requests) == 1


def test_somebody_waiting_is_urgent_and_what_is_late_is_for_now_or_never(firebase):
    firebase.install(TOKEN)
    assert fcm.send(phone(), push(urgent=True, expires_at=datetime.now(UTC) - timedelta(1))).result == "accepted"
    assert (firebase.arrived[0]["android"]["priority"], firebase.arrived[0]["android"]["ttl"]) == ("HIGH", "0s")


def test_a_notice_about_nothing_in_particular_goes_through(firebase):
    firebase.install(TOKEN)
    assert fcm.send(phone(), push(subject={"type": None, "id": None})).result == "accepted"
    assert firebase.arrived[0]["data"]["subject_id"] == ""


@pytest.mark.parametrize("letter", ["x", '"', "語", "👨‍👩‍👧‍👦"])
def test_a_long_text_is_cut_at_a_characters_edge_to_what_just_fits(firebase, letter):
    firebase.install(TOKEN)
    assert fcm.send(phone(), push(body=letter * 5_000)).result == "accepted"
    body = firebase.arrived[0]["notification"]["body"]
    assert body == letter * ((len(body) - 1) // len(letter)) + "…"
    assert 4096 - len(letter.encode()) - 1 <= len(firebase.requests[0].body) <= 4096


# -- every answer of FCM ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, error(404, "NOT_FOUND", "UNREGISTERED")),
        (404, error(404, "UNREGISTERED")),
        (400, error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "message.token")),
        (403, error(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH")),
    ],
)
def test_a_token_that_is_no_good_is_forgotten(superuser, firebase, device, alice, bob, ring, courier, status, body):
    firebase.will_answer(status, body)
    ring(alice, bob)
    courier.round()
    assert not is_registered(superuser, device)
    assert (delivery_to(superuser, device).state, delivery_to(superuser, device).reason) == ("dropped", "device_gone")
    assert channel(superuser, "fcm") is None
    assert not courier.round()


@pytest.mark.parametrize(
    ("status", "body", "answer"),
    [
        (400, error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT"), "400 INVALID_ARGUMENT"),
        (400, error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "message.android.ttl"), "400 INVALID_ARGUMENT"),
        (400, error(400, "INVALID_ARGUMENT", None, "message.data[0].key"), "400 INVALID_ARGUMENT"),
        (404, b"<html>no such page</html>", "404"),
        (404, error(404, "NOT_FOUND"), "404 NOT_FOUND"),
        (400, b'{"error": []}', "400"),
        (400, b'{"error": {"details": [7, {"errorCode": 7, "fieldViolations": [null]}]}}', "400"),
        (413, b"", "413"),
    ],
)
def test_a_push_that_is_refused_is_given_up_and_its_token_kept(
    superuser, firebase, device, alice, bob, ring, courier, status, body, answer
):
    firebase.will_answer(status, body)
    ring(alice, bob)
    courier.round()
    over = delivery_to(superuser, device)
    assert (over.state, over.reason, over.answer) == ("failed", "rejected", answer)
    assert is_registered(superuser, device)
    assert channel(superuser, "fcm") is None
    assert not courier.round()


@pytest.mark.parametrize(
    ("status", "body", "reason", "times"),
    [
        (401, error(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR"), "401 THIRD_PARTY_AUTH_ERROR", 1),
        (401, error(401, "UNAUTHENTICATED"), "401 UNAUTHENTICATED", 2),
        (403, error(403, "PERMISSION_DENIED"), "403 PERMISSION_DENIED", 1),
        (403, b"<html>forbidden</html>", "403", 1),
    ],
)
def test_a_fault_of_our_credentials_stops_fcm_and_keeps_every_token(
    superuser, firebase, device, alice, bob, ring, courier, status, body, reason, times, caplog
):
    firebase.will_answer(status, body, times)
    ring(alice, bob)
    courier.round()
    stopped = channel(superuser, "fcm")
    assert (stopped.is_stopped, stopped.stop_reason) == (True, reason)
    assert "fcm refuses our credentials" in caplog.text
    assert (delivery_to(superuser, device).state, delivery_to(superuser, device).tries) == ("waiting", 0)
    assert is_registered(superuser, device)
    assert not courier.round()
    assert len(firebase.requests) == times
    superuser.execute("delete from push_channels")  # somebody mended it and opened the channel
    courier.round()
    assert delivery_to(superuser, device).state == "sent"
    assert len(firebase.arrived) == 1


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        (None, 60),
        ("90", 90),
        ("5", 5),
        ("soon", 60),
        (format_datetime(datetime(2020, 1, 1, tzinfo=UTC), usegmt=True), 1),
    ],
)
def test_a_used_up_quota_is_a_pause_for_all(superuser, firebase, device, alice, bob, ring, courier, asked, seconds):
    headers = {"Retry_After": asked} if asked else {}
    firebase.will_answer(429, error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"), **headers)
    ring(alice, bob)
    courier.round()
    waiting = delivery_to(superuser, device)
    assert (waiting.state, waiting.tries, waiting.answer) == ("waiting", 1, "429 QUOTA_EXCEEDED")
    assert is_about(waiting.waits, seconds)
    assert is_about(channel(superuser, "fcm").pause, seconds)
    assert is_registered(superuser, device)
    let_pass(superuser, seconds + 1)
    courier.round()
    assert delivery_to(superuser, device).state == "sent"
    assert len(firebase.arrived) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, error(500, "INTERNAL", "INTERNAL")),
        (503, error(503, "UNAVAILABLE", "UNAVAILABLE")),
        (502, b"<!DOCTYPE html><title>Error 502 (Server Error)</title>"),
    ],
)
def test_a_fault_of_fcm_is_tried_again_less_and_less_often(
    superuser, firebase, device, alice, bob, ring, courier, status, body
):
    firebase.will_answer(status, body, times=3)
    ring(alice, bob)
    for tries, wait in ((1, 10), (2, 20), (3, 40)):
        courier.round()
        waiting = delivery_to(superuser, device)
        assert (waiting.state, waiting.tries) == ("waiting", tries)
        assert is_about(waiting.waits, wait)
        assert channel(superuser, "fcm").faults == tries
        let_pass(superuser, 3_600)
    courier.round()
    assert (delivery_to(superuser, device).state, delivery_to(superuser, device).tries) == ("sent", 4)
    assert channel(superuser, "fcm") is None
    assert len(firebase.arrived) == 1


@pytest.mark.parametrize(("asked", "wait"), [("1", 10), ("45", 45)])
def test_after_a_fault_fcm_is_left_alone_for_ten_seconds_at_least(firebase, asked, wait):
    firebase.will_answer(503, error(503, "UNAVAILABLE"), Retry_After=asked)
    outcome = fcm.send(phone(), push())
    assert (outcome.result, outcome.channel, outcome.wait) == ("retry", True, wait)


def test_fcm_out_of_reach_is_tried_again(superuser, tokens, alice, bob, ring, courier, settings):
    with serving(Firebase(tokens)) as gone:
        settings.FCM_URL = gone.url
    device = register(superuser, alice, "fcm", TOKEN)
    ring(alice, bob)
    courier.round()
    waiting = delivery_to(superuser, device)
    assert (waiting.state, waiting.tries) == ("waiting", 1)
    assert is_about(waiting.waits, 10)
    assert is_about(channel(superuser, "fcm").pause, 10)
    assert is_registered(superuser, device)


def test_faults_that_fcm_tells_of_do_not_close_the_way_to_it_for_a_while(firebase):
    firebase.install(TOKEN)
    firebase.will_answer(503, times=net.FAULTS_UNTIL_OPEN + 1)
    outcomes = [fcm.send(phone(), push()) for _ in range(net.FAULTS_UNTIL_OPEN + 2)]
    assert [o.answer for o in outcomes] == ["503"] * (net.FAULTS_UNTIL_OPEN + 1) + ["200"]


# -- who we are ------------------------------------------------------------------------------------


def test_one_bearer_token_serves_all_who_send_at_once(firebase, tokens):
    firebase.install(TOKEN)
    outcomes = []
    threads = [threading.Thread(target=lambda: outcomes.append(fcm.send(phone(), push()).result)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == ["accepted"] * 8
    assert len(tokens.given) == 1


def test_a_token_about_to_end_is_not_used_any_more(firebase, tokens):
    firebase.install(TOKEN)
    tokens.seconds = google_tokens.SLACK
    for _ in range(2):
        assert fcm.send(phone(), push()).result == "accepted"
    assert len(tokens.given) == 2


def test_a_token_that_ended_early_is_renewed_once(firebase, tokens):
    firebase.install(TOKEN)
    fcm.send(phone(), push())
    tokens.given.append("another is good now")
    assert fcm.send(phone(), push()).result == "accepted"
    assert len(firebase.arrived) == 2


@pytest.mark.parametrize(
    ("status", "body"),
    [(400, b'{"error": "invalid_grant"}'), (401, b'{"error": "invalid_client"}'), (403, b"<html></html>")],
)
def test_a_service_account_that_is_refused_stops_fcm(
    superuser, firebase, tokens, device, alice, bob, ring, courier, status, body
):
    tokens.will_answer(status, body)
    ring(alice, bob)
    courier.round()
    stopped = channel(superuser, "fcm")
    assert stopped.is_stopped
    assert stopped.stop_reason.startswith(f"token endpoint: {status}")
    assert (delivery_to(superuser, device).state, delivery_to(superuser, device).tries) == ("waiting", 0)
    assert firebase.requests == []


def test_a_key_that_the_account_does_not_know_is_refused(firebase, tokens, settings):
    settings.FCM_CREDENTIALS = tokens.credentials(signed_by=rsa.generate_private_key(65537, 2048))
    outcome = fcm.send(phone(), push())
    assert (outcome.result, outcome.answer) == ("stopped", "token endpoint: 400 invalid_grant")


@pytest.mark.parametrize(
    ("status", "body"), [(500, b""), (503, b"<html>"), (429, b"{}"), (200, b"{}"), (200, b"nonsense")]
)
def test_a_token_endpoint_with_a_fault_is_asked_again_later(
    superuser, firebase, tokens, device, alice, bob, ring, courier, status, body
):
    tokens.will_answer(status, body)
    ring(alice, bob)
    courier.round()
    waiting = delivery_to(superuser, device)
    assert (waiting.state, waiting.tries) == ("waiting", 1)
    assert is_about(waiting.waits, 10)
    let_pass(superuser, 11)
    courier.round()
    assert delivery_to(superuser, device).state == "sent"


def test_credentials_may_be_a_file(firebase, tokens, settings, tmp_path):
    path = tmp_path / "firebase.json"
    path.write_text(tokens.credentials())
    settings.FCM_CREDENTIALS = str(path)
    assert not [fault for fault in checks.faults() if "FCM" in fault]
    firebase.install(TOKEN)
    assert fcm.send(phone(), push()).result == "accepted"


def _pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


OF_ANOTHER_KIND = _pem(ec.generate_private_key(ec.SECP256R1()))


@pytest.mark.parametrize("credentials", ["/nowhere/firebase.json", "{", "{}", '{"private_key": 7}', "\0"])
def test_what_is_no_service_account_is_refused_at_the_start(tokens, settings, credentials):
    settings.FCM_CREDENTIALS = credentials
    assert [fault for fault in checks.faults() if "FCM_CREDENTIALS" in fault]
    assert fcm.send(phone(), push()).result == "stopped"


@pytest.mark.parametrize(
    "changes", [{"private_key": "x"}, {"private_key": OF_ANOTHER_KIND}, {"project_id": None}, {"token_uri": ""}]
)
def test_a_service_account_with_a_fault_is_refused_at_the_start(tokens, settings, changes):
    settings.FCM_CREDENTIALS = json.dumps(json.loads(tokens.credentials()) | changes)
    assert [fault for fault in checks.faults() if "FCM_CREDENTIALS" in fault]
    assert fcm.send(phone(), push()).result == "stopped"


def test_without_credentials_the_channel_waits_for_them(superuser, alice, bob, ring, courier, settings):
    settings.FCM_CREDENTIALS = ""
    device = register(superuser, alice, "fcm", TOKEN)
    ring(alice, bob)
    courier.round()
    assert channel(superuser, "fcm").stop_reason == "not configured"
    assert delivery_to(superuser, device).state == "waiting"


def test_on_a_laptop_without_credentials_pushes_are_files(settings, tmp_path):
    settings.FCM_CREDENTIALS, settings.EMBEDDED, settings.VAR_DIR = "", True, tmp_path
    pushed = push()
    assert fcm.send(phone(), pushed).result == "accepted"
    written = json.loads((tmp_path / "push" / f"{pushed.id}.json").read_text())
    assert written["notification"] == {"title": "Ada", "body": "Well said"}
