"""How pushes and mails fare, for whoever runs TOPiN: alarms in the log, figures for Prometheus."""

from datetime import timedelta

import pytest

from tests.figures import figures
from tests.notifications.letters import want_mails
from tests.notifications.ringing import let_pass, register
from topin import jobs, sql

STOPPED, LATE = "push channels that are stopped", "pushes or mails that wait too long, in s"


@pytest.fixture(autouse=True)
def _partitions():
    jobs.roll_partitions()


@pytest.fixture
def phone(superuser, alice):
    return register(superuser, alice, "fcm", "a-phone")


def stop(name):
    sql.do(sql.SYSTEM, "stop_push_channel", name, "401")


def test_a_stopped_channel_is_an_alarm_until_it_is_mended_or_given_up(superuser):
    stop("fcm")
    assert jobs.check_invariants()[STOPPED] == 1
    superuser.execute("update push_channels set is_off = true")
    assert jobs.check_invariants() == "all well"


def test_a_pause_is_none(superuser):
    sql.do(sql.SYSTEM, "pause_push_channel", "fcm", timedelta(minutes=5), timedelta(hours=1))
    assert jobs.check_invariants() == "all well"


def test_what_could_go_out_and_does_not_is_an_alarm(superuser, alice, bob, phone, ring):
    ring(alice, bob)
    assert jobs.check_invariants() == "all well"
    let_pass(superuser, 700)
    assert jobs.check_invariants()[LATE] == 600


def test_what_may_wait_is_none(superuser, alice, bob, phone, ring):
    ring(alice, bob)
    superuser.execute("update notification_deliveries set created_at = created_at - interval '8 hours'")
    let_pass(superuser, -3_600)
    assert jobs.check_invariants() == "all well"
    let_pass(superuser, 8_000)
    stop("fcm")
    assert set(jobs.check_invariants()) == {STOPPED}, "of what waits for it that alarm tells"


def test_prometheus_learns_what_waits_by_channel(superuser, alice, bob, charlie, phone, ring):
    register(superuser, alice, "webpush", "https://push.example/of-a-browser", "key", "auth")
    register(superuser, alice, "webpush", "https://other.example/of-a-browser", "key", "auth")
    want_mails(alice, "follow")
    ring(alice, bob)
    let_pass(superuser, 100)
    found = figures()
    for kind, count in {"email": 1, "webpush": 2, "fcm": 1, "apns": 0}.items():
        assert found[f'topin_notifications_waiting{{channel="{kind}"}}'] == count
    assert 100 <= found['topin_notifications_waiting_late_seconds{channel="fcm"}'] < 200
    assert found['topin_notifications_waiting_oldest_seconds{channel="apns"}'] == 0
    assert found["topin_events_waiting"] == 0


def test_prometheus_learns_what_is_shut_and_what_failed(superuser, alice, bob, phone, ring):
    ring(alice, bob)
    stop("apns")
    superuser.execute("insert into push_channels (name, is_off) values ('email', true)")
    superuser.execute("update notification_deliveries set state = 'failed', ended_at = now()")
    found = figures()
    assert found["topin_notifications_failed_today"] == 1
    shut = {state: found[f'topin_push_channels_shut{{state="{state}"}}'] for state in ("off", "stopped", "paused")}
    assert shut == {"off": 1, "stopped": 1, "paused": 0}
    superuser.execute("update notification_deliveries set ended_at = now() - interval '1 day'")
    assert figures()["topin_notifications_failed_today"] == 0


def test_no_figure_names_a_place_that_a_member_chose(superuser, alice, bob, ring):
    """Else anybody could make Prometheus keep as many as they like."""
    register(superuser, alice, "webpush", "https://made-up.example/1", "key", "auth")
    ring(alice, bob)
    stop("webpush:https://made-up.example")
    assert "made-up" not in "".join(figures())
