"""The courier: what is due goes out once, what must not go out does not, what must wait waits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from accounts import services as accounts
from notifications import devices, services
from notifications.courier import Courier, claim
from tests.at_once import at_once
from tests.messaging.talk import befriend, send, talk_between
from tests.notifications.ringing import channel, delivery_to, is_registered, let_pass, register
from tests.notifications.standins.apns import TOPIC, Answer
from tests.processes import eventually
from topin import sql

DAY = 86_400


@pytest.fixture(autouse=True)
def few_threads(settings):
    settings.COURIER_THREADS = 2


@pytest.fixture
def phone(superuser, alice):
    """Alice's."""
    return phone_of(superuser, alice)


def phone_of(superuser, person, token="a1b2c3"):
    return register(superuser, person, "apns", token, app_id=TOPIC, environment="production")


def states(superuser):
    """[(state, reason)] of all deliveries."""
    return superuser.execute("select state, reason from notification_deliveries order by id").fetchall()


def waits(superuser):
    """Seconds until the only delivery that waits is tried."""
    (row,) = superuser.execute(
        "select extract(epoch from next_try_at - now())::float from notification_deliveries where state = 'waiting'"
    ).fetchall()
    return row[0]


def end_leases(superuser):
    superuser.execute(
        "update notification_deliveries set leased_until = now(), next_try_at = now() - interval '1 second'"
    )


def about(seconds):
    return pytest.approx(seconds, abs=30)


def age(superuser, seconds):
    """So much later: what waits has waited, and what rang has rung so long ago."""
    let_pass(superuser, seconds)
    superuser.execute(
        """update notification_deliveries set created_at = created_at - %(ago)s, ended_at = ended_at - %(ago)s,
                  expires_at = expires_at - %(ago)s""",
        {"ago": timedelta(seconds=seconds)},
    )


# -- once ------------------------------------------------------------------------------------------


def test_two_couriers_at_once_send_each_push_once(superuser, apple, join, bob, ring, settings):
    settings.COURIER_BATCH = 3
    for number in range(12):
        member = join(f"member{number}")
        phone_of(superuser, member, f"t{number}")
        ring(member, bob)

    def work():
        courier = Courier()
        while courier.round():
            pass
        courier.pool.shutdown()

    at_once(work, work)
    assert states(superuser) == [("sent", "")] * 12
    assert sorted(request.token for request in apple.requests) == sorted(f"t{n}" for n in range(12))


def test_what_one_courier_is_sending_no_other_sends(superuser, apple, phone, alice, bob, ring, courier):
    ring(alice, bob)
    (order,) = claim()
    let_pass(superuser, 60)
    assert not courier.round()
    assert apple.requests == []
    end_leases(superuser)
    assert courier.round()
    (request,) = apple.requests
    assert request.headers["apns-id"] == order["id"]


def test_who_comes_back_late_changes_nothing(superuser, apple, phone, alice, bob, ring, courier):
    apple.production.will(Answer(410, "Unregistered"))
    ring(alice, bob)
    (order,) = claim()
    end_leases(superuser)
    (again,) = claim()
    assert again["try"] == 2
    for state in ("sent", "failed", "waiting"):
        args = (order["id"], order["try"], state, "", "late", timedelta(0), 8)
        assert sql.do(sql.SYSTEM, "end_notification_delivery", *args) == "lost"
    assert not sql.do(sql.SYSTEM, "put_back_notification_delivery", order["id"], order["try"], "late", timedelta(0))
    assert delivery_to(superuser, phone)[:4] == ("waiting", "", "", 2)


def test_a_device_that_came_back_while_its_push_was_under_way_stays(
    superuser, apple, phone, alice, bob, ring, courier
):  # fmt: skip
    apple.production.will(Answer(410, "Unregistered"))
    apple.production.gate.clear()
    ring(alice, bob)
    with ThreadPoolExecutor(1) as other:
        under_way = other.submit(courier.round)
        eventually(lambda: apple.requests)
        devices.register_device(alice.viewer, provider="apns", token="a1b2c3", app_id=TOPIC, environment="production")
        apple.production.gate.set()
        under_way.result()
    assert is_registered(superuser, phone)
    courier.round()
    assert delivery_to(superuser, phone).state == "sent"
    assert len(apple.requests) == 2


def test_what_a_courier_has_no_time_for_is_left_to_the_next_one(
    superuser, apple, phone, alice, bob, ring, courier, settings
):
    ring(alice, bob)
    settings.COURIER_LEASE = 0
    assert courier.round()
    left = delivery_to(superuser, phone)
    assert (left.state, left.tries, left.leased_until) == ("waiting", 0, None)
    settings.COURIER_LEASE = 120
    courier.round()
    assert delivery_to(superuser, phone).tries == 1
    assert len(apple.requests) == 1


def test_who_is_told_to_end_leaves_what_was_not_begun(superuser, apple, phone, alice, bob, ring, courier):
    ring(alice, bob)
    courier.stop()
    assert courier.round()
    assert delivery_to(superuser, phone)[:4] == ("waiting", "", "", 0)
    assert apple.requests == []


def test_what_happens_while_a_push_is_under_way_rings_after_it(
    superuser, apple, phone, alice, bob, charlie, ring, courier
):  # fmt: skip
    apple.production.gate.clear()
    ring(alice, bob)
    with ThreadPoolExecutor(1) as other:
        under_way = other.submit(courier.round)
        eventually(lambda: apple.requests)
        ring(alice, charlie)
        apple.production.gate.set()
        under_way.result()
    assert states(superuser) == [("sent", ""), ("waiting", "")]
    courier.round()
    assert waits(superuser) == about(600)
    age(superuser, 601)
    courier.round()
    first, second = [request.payload["aps"]["alert"]["body"] for request in apple.requests]
    assert (first, second) == ("Bob followed you", "Charlie and 1 other followed you")
    assert states(superuser) == [("sent", "")] * 2


def test_what_waits_says_all_that_came_and_rings_once(superuser, apple, phone, alice, bob, charlie, ring, courier):
    ring(alice, bob, charlie)
    while courier.round():
        pass
    (request,) = apple.requests
    assert request.payload["aps"]["alert"]["body"] == "Charlie and 1 other followed you"
    assert states(superuser) == [("sent", "")]


# -- what must not go out --------------------------------------------------------------------------


def test_what_came_too_late_is_dropped(superuser, apple, phone, alice, bob, ring, courier):
    ring(alice, bob)
    age(superuser, DAY + 1)
    assert not courier.round()
    assert states(superuser) == [("dropped", "expired")]
    assert apple.requests == []


def test_what_was_read_first_is_dropped(superuser, apple, phone, alice, bob, ring, courier, api):
    ring(alice, bob)
    (note,) = api(alice).get("/api/notifications").json["items"]
    services.read_notification(alice.viewer, note["id"])
    courier.round()
    assert states(superuser) == [("dropped", "read")]
    assert apple.requests == []


def test_what_was_read_between_two_tries_is_dropped(superuser, apple, phone, alice, bob, ring, courier):
    apple.production.will(Answer(429, "TooManyRequests"))
    ring(alice, bob)
    courier.round()
    services.read_all_notifications(alice.viewer, datetime.now(UTC))
    let_pass(superuser, 60)
    courier.round()
    assert states(superuser) == [("dropped", "read")]
    assert len(apple.requests) == 1


def test_a_kind_that_was_switched_off_meanwhile_is_dropped(superuser, apple, phone, alice, bob, ring, courier):
    ring(alice, bob)
    accounts.update_notifications(alice.viewer, {"kinds": {"follow": {"push": False}}})
    courier.round()
    assert states(superuser) == [("dropped", "switched_off")]
    assert apple.requests == []


def test_a_device_whose_session_ended_gets_nothing(superuser, apple, phone, alice, bob, ring, courier):
    ring(alice, bob)
    superuser.execute("delete from user_sessions where id = %s", [alice.session_id])
    courier.round()
    assert states(superuser) == [("dropped", "device_gone")]
    assert apple.requests == []


def test_many_that_are_dropped_keep_nobody_waiting(
    superuser, apple, phone, alice, bob, charlie, ring, courier, settings
):
    settings.COURIER_BATCH = 1
    ring(alice, bob)
    superuser.execute(
        """insert into notification_deliveries (user_id, channel, device_id, kind, group_key, next_try_at, expires_at)
           select %s, 'push', %s, 'follow', 'gone:' || n, now() - interval '1 hour', now() - interval '1 minute'
             from generate_series(1, 15) n""",
        [alice.id, phone],
    )
    assert courier.round()
    assert len(apple.requests) == 1
    assert states(superuser).count(("dropped", "expired")) == 15


# -- what must wait --------------------------------------------------------------------------------


def quiet(superuser, person, start, end, zone="UTC"):
    """Quiet hours of somebody: texts, or hours from now."""
    clock = "to_char(now() at time zone %s + make_interval(hours => %s), 'HH24:MI')"
    start, end = [
        hours if isinstance(hours, str) else superuser.execute(f"select {clock}", [zone, hours]).fetchone()[0]
        for hours in (start, end)
    ]
    chosen = {"enabled": True, "start": start, "end": end, "time_zone": zone}
    accounts.update_notifications(person.viewer, {"quiet_hours": chosen})


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "Pacific/Marquesas", "Pacific/Kiritimati"])
def test_in_quiet_hours_everything_waits_until_they_end(superuser, apple, phone, alice, bob, ring, courier, zone):
    quiet(superuser, alice, -3, 3, zone)
    ring(alice, bob)
    assert not courier.round()
    assert 3 * 3_600 - 90 < waits(superuser) <= 3 * 3_600
    let_pass(superuser, 2 * 3_600)
    assert not courier.round()
    let_pass(superuser, 3_600)
    quiet(superuser, alice, -4, -1, zone)
    assert courier.round()
    assert delivery_to(superuser, phone)[:4] == ("sent", "", "200", 1)


def test_quiet_hours_of_one_are_not_those_of_another(superuser, apple, phone, alice, bob, ring, courier):
    tablet = phone_of(superuser, bob, "d4e5f6")
    quiet(superuser, alice, -1, 1)
    ring(alice, bob)
    ring(bob, alice)
    courier.round()
    assert delivery_to(superuser, phone).state == "waiting"
    assert delivery_to(superuser, tablet).state == "sent"


def test_what_was_read_in_quiet_hours_never_rings(superuser, apple, phone, alice, bob, ring, courier):
    quiet(superuser, alice, -1, 1)
    ring(alice, bob)
    courier.round()
    services.read_all_notifications(alice.viewer, datetime.now(UTC))
    let_pass(superuser, 3_600)
    courier.round()
    assert states(superuser) == [("dropped", "read")]


def test_a_group_rings_at_once_and_then_ever_more_seldom(superuser, apple, phone, alice, join, ring, courier):
    pauses = [600, 2_400, 9_600, 38_400]
    for number, pause in enumerate([None, *pauses]):
        ring(alice, join(f"follower{number}"))
        courier.round()
        if pause:
            assert waits(superuser) == about(pause)
            assert len(apple.requests) == number
            age(superuser, pause - 60)
            assert not courier.round()
            age(superuser, 61)
            assert courier.round()
        assert len(apple.requests) == number + 1
    ring(alice, join("late"))
    courier.round()
    # So long that the first of them is no more of this day: three pauses of four, and no more of them.
    assert 0 < waits(superuser) <= 4**4 * 600


def test_another_group_does_not_wait_for_it(superuser, apple, phone, alice, bob, ring, courier, run_events):
    ring(alice, bob)
    courier.round()
    befriend(alice, bob)
    talk_between(bob, alice)
    run_events()
    assert courier.round()
    assert [request.payload["kind"] for request in apple.requests] == ["follow", "message"]


def test_one_conversation_rings_every_few_seconds(superuser, apple, phone, alice, bob, courier, run_events):
    befriend(alice, bob)
    run_events()
    superuser.execute("delete from notification_deliveries")
    talk = talk_between(bob, alice)
    run_events()
    courier.round()
    for number in range(1, 4):
        send(bob, conversation_id=talk, text=f"message {number}")
        run_events()
        courier.round()
        assert 0 < waits(superuser) <= 5
        age(superuser, 6)
        courier.round()
        assert len(apple.requests) == number + 1
    assert apple.requests[-1].payload["aps"]["alert"]["body"] == "4 new messages\nmessage 3"
    assert len(apple.production.shown["a1b2c3"]) == 1


def test_a_message_that_comes_while_one_is_under_way_rings_after_it(
    superuser, apple, phone, alice, bob, courier, run_events
):  # fmt: skip
    befriend(alice, bob)
    run_events()
    superuser.execute("delete from notification_deliveries")
    talk = talk_between(bob, alice)
    run_events()
    apple.production.gate.clear()
    with ThreadPoolExecutor(1) as other:
        under_way = other.submit(courier.round)
        eventually(lambda: apple.requests)
        send(bob, conversation_id=talk, text="and another thing")
        run_events()
        apple.production.gate.set()
        under_way.result()
    courier.round()
    age(superuser, 6)
    courier.round()
    assert [request.payload["aps"]["alert"]["body"] for request in apple.requests] == [
        "hello",
        "2 new messages\nand another thing",
    ]


def test_a_shut_channel_keeps_what_waits_and_goes_on_when_it_is_opened(
    superuser, apple, phone, alice, bob, ring, courier
):  # fmt: skip
    ring(alice, bob)
    for column, value in (("is_off", "true"), ("stopped_at", "now()"), ("paused_until", "now() + interval '1 minute'")):
        superuser.execute(f"insert into push_channels (name, {column}) values ('apns', {value})")
        assert not courier.round()
        assert delivery_to(superuser, phone)[:4] == ("waiting", "", "", 0)
        superuser.execute("delete from push_channels")
    assert courier.round()
    assert delivery_to(superuser, phone).state == "sent"


def test_a_shut_channel_keeps_no_other_waiting(superuser, apple, phone, alice, bob, ring, courier, settings):
    settings.COURIER_BATCH = 1
    browser = register(superuser, bob, "webpush", "https://push.example/1", "B" + "A" * 86, "A" * 22)
    ring(bob, alice)
    ring(alice, bob)
    superuser.execute("insert into push_channels (name, stopped_at) values ('webpush:https://push.example', now())")
    assert courier.round()
    assert delivery_to(superuser, phone).state == "sent"
    assert delivery_to(superuser, browser).state == "waiting"


# -- giving up -------------------------------------------------------------------------------------


def test_each_try_waits_twice_as_long_and_the_last_gives_up(
    superuser, apple, phone, alice, bob, ring, courier, settings
):
    settings.PUSH_TRIES, settings.PUSH_LONGEST_PAUSE = 4, 30
    ring(alice, bob)
    for pause in (10, 20, 30):
        apple.production.will(Answer(429, "TooManyRequests"))
        assert courier.round()
        assert delivery_to(superuser, phone).state == "waiting"
        assert waits(superuser) == pytest.approx(pause, abs=5)
        let_pass(superuser, 34)
    apple.production.will(Answer(429, "TooManyRequests"))
    courier.round()
    given_up = delivery_to(superuser, phone)
    assert (given_up.state, given_up.reason, given_up.answer, given_up.tries) == (
        "failed", "gave_up", "429 TooManyRequests", 4,
    )  # fmt: skip
    assert is_registered(superuser, phone)
    let_pass(superuser, DAY)
    assert not courier.round()


def test_what_every_courier_dies_of_is_given_up(superuser, apple, phone, alice, bob, ring, courier, settings):
    """Nobody noted how any of its tries ended."""
    settings.PUSH_TRIES = 3
    ring(alice, bob)
    for number in (1, 2, 3):
        (order,) = claim()
        assert order["try"] == number
        end_leases(superuser)
    assert claim() == []
    given_up = delivery_to(superuser, phone)
    assert (given_up.state, given_up.reason, given_up.tries) == ("failed", "gave_up", 3)
    assert is_registered(superuser, phone)


def test_a_fault_of_our_own_is_tried_again(superuser, phone, alice, bob, ring, courier, settings, tmp_path, caplog):
    settings.EMBEDDED, settings.VAR_DIR = True, tmp_path / "a file"
    (tmp_path / "a file").write_text("no folder")
    ring(alice, bob)
    courier.round()
    waiting = delivery_to(superuser, phone)
    assert (waiting.state, waiting.answer, waiting.tries) == ("waiting", "NotADirectoryError", 1)
    assert channel(superuser, "apns") is None
    (tmp_path / "a file").unlink()
    let_pass(superuser, 11)
    courier.round()
    assert delivery_to(superuser, phone)[:3] == ("sent", "", "file")
