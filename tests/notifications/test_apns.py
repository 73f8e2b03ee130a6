"""Apple's push service: what goes there, and what each of its answers means."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
import regex

from notifications import checks
from notifications.ports import Device, Push
from notifications.providers import apns
from tests.notifications.standins.apns import (
    GARBAGE,
    GOAWAY,
    GOAWAY_AFTER,
    KEY_ID,
    REFUSED,
    SILENCE,
    TEAM_ID,
    TOPIC,
    Answer,
    Team,
)
from topin import net

REGISTERED = datetime(2026, 11, 20, 12, tzinfo=UTC)
QUARTER = 900


def device(**changes):
    fields = {
        "id": UUID(int=1), "provider": "apns", "app_id": TOPIC, "environment": "production", "token": "a1b2c3",
        "p256dh": None, "auth": None, "registered_at": REGISTERED, "failures": 0,
    }  # fmt: skip
    return Device(**fields | changes)


def push(**changes):
    fields = {
        "id": UUID("01890000-0000-7000-8000-000000000001"), "kind": "like", "title": "TOPiN",
        "body": "Bob likes your post", "url": "/posts/7", "subject": {"type": "post", "id": "7"},
        "group_key": "like:7", "unread": 3,
        "expires_at": datetime(2026, 11, 28, tzinfo=UTC), "urgent": True,
    }  # fmt: skip
    return Push(**fields | changes)


def milliseconds(moment):
    return int(moment.timestamp() * 1000)


# -- what goes there -------------------------------------------------------------------------------


def test_a_push_goes_to_apple_with_all_that_it_wants_to_know(apple):
    outcome = apns.send(device(), push())
    assert (outcome.result, outcome.answer, outcome.environment) == ("accepted", "200", "")
    (request,) = apple.production.received
    assert request.token == "a1b2c3"
    assert {name: value for name, value in request.headers.items() if name.startswith("apns-")} == {
        "apns-topic": TOPIC,
        "apns-push-type": "alert",
        "apns-priority": "10",
        "apns-expiration": "1795824000",
        "apns-collapse-id": "like:7",
        "apns-id": "01890000-0000-7000-8000-000000000001",
    }
    assert request.payload == {
        "aps": {
            "alert": {"title": "TOPiN", "body": "Bob likes your post"},
            "badge": 3,
            "thread-id": "like:7",
            "sound": "default",
        },
        "kind": "like",
        "subject": {"type": "post", "id": "7"},
        "url": "/posts/7",
        "group_key": "like:7",
    }


def test_what_is_not_urgent_saves_power(apple):
    apns.send(device(), push(urgent=False))
    assert apple.production.received[0].headers["apns-priority"] == "5"


def test_a_device_that_does_not_say_its_app_has_ours(apple):
    assert apns.send(device(app_id=""), push()).result == "accepted"
    assert apple.production.received[0].headers["apns-topic"] == TOPIC


@pytest.mark.parametrize("key", ["message:" + "x" * 80, "würfel:7", "mention:\n7"])
def test_a_group_that_apple_could_not_name_has_another_name_that_stays(apple, key):
    for _ in range(2):
        assert apns.send(device(), push(group_key=key)).result == "accepted"
    first, second = [request.headers["apns-collapse-id"] for request in apple.production.received]
    assert first == second
    assert len(first.encode()) <= 64
    assert apns.collapse_id_of(key + "1") != first


def test_a_long_text_is_cut_between_characters_as_people_see_them(apple):
    family = "👨‍👩‍👧‍👦"
    assert apns.send(device(), push(body=family * 400)).result == "accepted"
    (request,) = apple.production.received
    assert 4_000 < len(request.body) <= apns.PAYLOAD_BYTES
    body = request.payload["aps"]["alert"]["body"]
    assert set(regex.findall(r"\X", body)) == {family, "…"}


def test_a_token_cannot_name_another_path(apple):
    apns.send(device(token="../x?y"), push())
    assert apple.production.received[0].token == "..%2Fx%3Fy"


def test_without_a_key_a_laptop_gets_a_file(settings, tmp_path):
    settings.EMBEDDED, settings.VAR_DIR = True, tmp_path
    assert not apns.is_configured()
    assert apns.send(device(), push()).result == "accepted"
    kept = json.loads((tmp_path / "push" / "01890000-0000-7000-8000-000000000001.json").read_text())
    assert kept["aps"]["alert"]["body"] == "Bob likes your post"


def test_without_a_key_nothing_goes_out_and_everything_waits(settings):
    settings.EMBEDDED = settings.DEBUG = False
    assert apns.send(device(), push())[:2] == ("stopped", "not configured")


# -- who we are ------------------------------------------------------------------------------------


def test_one_token_of_ours_serves_for_all_threads(apple):
    together = Barrier(8)

    def send(number):
        together.wait()
        return apns.send(device(token=f"t{number}"), push()).result

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(8))) == {"accepted"}
    assert len({request.jwt for request in apple.production.received}) == 1
    assert len(apple.production.received) == 8


def test_it_is_renewed_before_apple_refuses_it(apple):
    signer = apns._signer()
    apns.send(device(), push())
    signer.made_at -= 50 * 60 - 30
    apns.send(device(), push())
    signer.made_at -= 60
    apns.send(device(), push())
    first, second, third = [request.jwt for request in apple.production.received]
    assert first == second != third


def test_one_that_apple_finds_too_old_is_made_anew_and_the_push_goes_out(apple):
    signer = apns._signer()
    signer.text, signer.made_at = apple.team.token(iat=int(signer.made_at) - 4_000), apns.time() - 21 * 60
    assert apns.send(device(), push()).result == "accepted"
    old, new = [request.jwt for request in apple.production.received]
    assert old != new == signer.token()


def test_a_new_one_that_is_too_old_as_well_stops_the_channel(apple):
    signer = apns._signer()
    signer.token()
    signer.made_at -= 21 * 60
    apple.production.will(*[Answer(403, "ExpiredProviderToken")] * 2)
    assert apns.send(device(), push())[:2] == ("stopped", "403 ExpiredProviderToken")
    assert len(apple.production.received) == 2


def test_none_is_made_within_twenty_minutes(apple):
    apple.production.will(Answer(403, "ExpiredProviderToken"))
    assert apns.send(device(), push()).result == "stopped"
    assert len(apple.production.received) == 1


def test_too_many_of_them_are_answered_by_keeping_the_one_we_have(apple):
    apple.production.will(Answer(429, "TooManyProviderTokenUpdates"))
    outcome = apns.send(device(), push())
    assert (outcome.result, outcome.channel) == ("retry", True)
    assert apns.send(device(), push()).result == "accepted"
    assert len({request.jwt for request in apple.production.received}) == 1


def test_a_key_that_apple_does_not_know_stops_the_channel(apple, settings):
    settings.APNS_KEY = Team().pem
    assert apns.send(device(), push())[:2] == ("stopped", "403 InvalidProviderToken")


def test_a_key_may_lie_in_a_file(apple, settings, tmp_path):
    (tmp_path / "AuthKey.p8").write_text(settings.APNS_KEY)
    settings.APNS_KEY = str(tmp_path / "AuthKey.p8")
    assert apns.send(device(), push()).result == "accepted"


def test_a_start_with_half_a_key_is_refused(settings):
    assert list(checks.apns_key()) == []
    settings.APNS_KEY = Team().pem
    (fault,) = checks.apns_key()
    assert "APNS_KEY_ID and APNS_TEAM_ID and APNS_TOPIC would be missing" in fault
    settings.APNS_KEY_ID, settings.APNS_TEAM_ID, settings.APNS_TOPIC = KEY_ID, TEAM_ID, TOPIC
    assert list(checks.apns_key()) == []
    for unfit in ("/nowhere/AuthKey.p8", "-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----", "x" * 5_000):
        settings.APNS_KEY = unfit
        (fault,) = checks.apns_key()
        assert "APNS_KEY has to be" in fault


# -- what is answered ------------------------------------------------------------------------------


def answered(apple, *answer, **fields):
    """What an answer of Apple's means."""
    apple.production.will(Answer(*answer, **fields))
    return apns.send(device(), push())


@pytest.mark.parametrize(
    "answer",
    [
        (413, "PayloadTooLarge"),
        (400, "PayloadEmpty"),
        (400, "BadCollapseId"),
        (400, "BadExpirationDate"),
        (400, "BadMessageId"),
        (400, "BadPriority"),
        (400, "BadTopic"),
        (400, "MissingTopic"),
        (400, "TopicDisallowed"),
        (400, "MissingDeviceToken"),
        (400, "InvalidPushType"),
        (400, "DuplicateHeaders"),
        (400, "IdleTimeout"),
        (404, "BadPath"),
        (405, "MethodNotAllowed"),
        (400, "SomethingNew"),
        (403, "SomethingNew"),
        (410, "SomethingNew"),
        (418, ""),
        (302, ""),
    ],
)
def test_a_fault_of_the_push_is_not_sent_again_and_costs_nobody_their_device(apple, answer):
    outcome = answered(apple, *answer)
    assert outcome[:2] == ("failed", f"{answer[0]} {answer[1]}".strip())
    assert len(apple.requests) == 1


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "InvalidProviderToken"),
        (403, "MissingProviderToken"),
        (403, "BadCertificate"),
        (403, "BadCertificateEnvironment"),
        (400, "BadCertificate"),
        (403, "Forbidden"),
    ],
)
def test_a_fault_of_ours_stops_the_channel(apple, status, reason):
    assert answered(apple, status, reason)[:2] == ("stopped", f"{status} {reason}")
    assert len(apple.requests) == 1


def test_an_app_that_is_gone_is_forgotten(apple):
    outcome = answered(apple, 410, "Unregistered", milliseconds(REGISTERED))
    assert outcome[:3] == ("dropped", "410 Unregistered", None)


def test_a_token_that_expired_after_it_was_registered_is_forgotten(apple):
    later = REGISTERED + timedelta(seconds=1)
    assert answered(apple, 410, "ExpiredToken", milliseconds(later)).result == "dropped"


@pytest.mark.parametrize("timestamp", [milliseconds(REGISTERED), 0, None, "yesterday", 10**30])
def test_one_that_was_registered_since_stays(apple, timestamp):
    assert answered(apple, 410, "ExpiredToken", timestamp)[:2] == ("failed", "410 ExpiredToken")


@pytest.mark.parametrize("reason", ["BadDeviceToken", "DeviceTokenNotForTopic"])
@pytest.mark.parametrize("environment", ["production", "sandbox", ""])
def test_a_token_of_the_other_environment_is_found_there(apple, environment, reason):
    first, other = apple.production, apple.sandbox
    if environment == "sandbox":
        first, other = other, first
    first.will(Answer(400, reason))
    outcome = apns.send(device(environment=environment), push())
    found = {"production": "sandbox", "sandbox": "production", "": "sandbox"}[environment]
    assert (outcome.result, outcome.environment) == ("accepted", found)
    assert len(first.received) == len(other.received) == 1


def test_a_token_of_neither_environment_is_forgotten(apple):
    apple.production.unknown = apple.sandbox.unknown = {"a1b2c3"}
    assert apns.send(device(), push())[:2] == ("dropped", "400 BadDeviceToken")


def test_a_token_of_another_app_is_forgotten(apple):
    assert apns.send(device(app_id="org.other"), push())[:2] == ("dropped", "400 DeviceTokenNotForTopic")


def test_while_the_other_environment_cannot_say_the_device_stays(apple):
    apple.production.unknown = {"a1b2c3"}
    apple.sandbox.will(Answer(503, "Shutdown"))
    assert apns.send(device(), push()).result == "retry"
    apple.sandbox.will(Answer(410, "ExpiredToken", 0))
    assert apns.send(device(), push()).result == "failed"
    apple.sandbox.will(Answer(403, "Forbidden"))
    assert apns.send(device(), push()).result == "stopped"


@pytest.mark.parametrize(("asked", "wait"), [("", None), ("120", 120)])
def test_too_much_for_one_device_makes_it_wait_alone(apple, asked, wait):
    outcome = answered(apple, 429, "TooManyRequests", retry_after=asked)
    assert outcome[:2] == ("retry", "429 TooManyRequests")
    assert (outcome.wait, outcome.channel) == (wait, False)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(500, "InternalServerError"), (503, "ServiceUnavailable"), (503, "Shutdown"), (500, "SomethingNew"), (599, "")],
)
def test_a_fault_of_apples_makes_all_wait_for_a_quarter_of_an_hour(apple, status, reason):
    outcome = answered(apple, status, reason)
    assert (outcome.result, outcome.wait, outcome.channel) == ("retry", QUARTER, True)
    assert answered(apple, status, reason, retry_after="1").wait == QUARTER
    assert answered(apple, status, reason, retry_after="4000").wait == 4_000


def test_faults_of_apples_are_no_reason_to_think_that_it_is_away(apple):
    for _ in range(net.FAULTS_UNTIL_OPEN):
        answered(apple, 503, "Shutdown")
    assert apns.send(device(), push()).result == "accepted"


@pytest.mark.parametrize("body", [b"<html>Bad Gateway</html>", b"[]", b'{"reason": 5}', b"[" * 16_000, b"\xff"])
def test_an_answer_that_is_not_apples_is_a_fault_all_the_same(apple, body):
    assert answered(apple, 502, body=body)[:2] == ("retry", "502")
    assert answered(apple, 400, body=body)[:2] == ("failed", "400")


# -- connections -----------------------------------------------------------------------------------


def test_a_connection_is_kept(apple):
    for _ in range(3):
        apns.send(device(), push())
    assert [request.connection for request in apple.production.received] == [1, 1, 1]


def test_a_refused_stream_is_sent_again_at_once_by_the_same_connection(apple):
    apns.send(device(), push())
    apple.production.will(REFUSED)
    assert apns.send(device(), push()).result == "accepted"
    assert [request.connection for request in apple.production.received] == [1, 1, 1]


def test_who_goes_on_refusing_is_asked_another_time(apple):
    apple.production.will(*[REFUSED] * 3)
    outcome = apns.send(device(), push())
    assert (outcome.result, outcome.channel, outcome.wait) == ("retry", True, None)
    assert len(apple.production.received) == 3
    assert apns.send(device(), push()).result == "accepted"


@pytest.mark.parametrize("before", [0, 1, 2])
def test_who_says_goodbye_is_sent_the_push_by_a_new_connection(apple, before):
    for _ in range(before):
        apns.send(device(), push())
    apple.production.will(GOAWAY)
    assert apns.send(device(), push(body="At last")).result == "accepted"
    assert [request.connection for request in apple.production.received] == [1] * (before + 1) + [2]
    assert apple.production.shown["a1b2c3"]["like:7"]["aps"]["alert"]["body"] == "At last"


def test_a_goodbye_after_an_answer_is_heard_before_the_next_push(apple):
    apple.production.will(GOAWAY_AFTER)
    assert apns.send(device(), push()).result == "accepted"
    assert apns.send(device(), push()).result == "accepted"
    assert [request.connection for request in apple.production.received] == [1, 2]


def test_a_connection_that_was_cut_meanwhile_is_made_anew(apple):
    apns.send(device(), push())
    apple.production.close_connections()
    assert apns.send(device(), push()).result == "accepted"
    assert [request.connection for request in apple.production.received] == [1, 2]


def test_who_always_says_goodbye_is_asked_another_time(apple):
    apple.production.will(*[GOAWAY] * 3)
    assert apns.send(device(), push()).result == "retry"
    assert len(apple.production.received) == 3


def test_who_does_not_keep_to_http2_is_asked_another_time(apple):
    apple.production.will(GARBAGE)
    assert apns.send(device(), push()).result == "retry"
    assert apns.send(device(), push()).result == "accepted"


def test_who_never_answers_keeps_nobody(apple, settings):
    settings.NET_DEADLINE = 0.5
    apple.production.will(SILENCE)
    outcome = apns.send(device(), push())
    assert (outcome.result, outcome.channel) == ("retry", True)
    settings.NET_DEADLINE = 10
    assert apns.send(device(), push()).result == "accepted"


def test_an_answer_without_an_end_is_not_read_to_it(apple):
    apple.production.will(Answer(400, body=b"x" * 60_000))
    assert "more than 16384 bytes" in apns.send(device(), push()).answer
    assert apns.send(device(), push()).result == "accepted"


def test_a_certificate_that_nobody_vouches_for_gets_nothing(apple, settings):
    settings.NET_CA = ""
    net._http2.close()
    outcome = apns.send(device(), push())
    assert outcome.result == "retry"
    assert "certificate" in outcome.answer.lower()
    assert apple.requests == []


def test_a_network_of_ours_is_not_reached(apple, settings):
    settings.NET_ALLOW = []
    assert "may be reached" in apns.send(device(), push()).answer
    assert apple.requests == []


def test_it_speaks_by_https_alone(apple, settings):
    settings.APNS_URL_PRODUCTION = apple.production.url.replace("https", "http")
    assert "https alone" in apns.send(device(), push()).answer


def test_nobody_there_is_tried_another_time_and_all_wait(apple):
    apple.production.close()
    outcome = apns.send(device(), push())
    assert (outcome.result, outcome.channel) == ("retry", True)
