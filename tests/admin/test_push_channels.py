"""The channels of pushes and mails in the console: moderators look, administrators switch."""

from datetime import timedelta

import psycopg
import pytest

from notifications import console as deeds
from notifications.courier import claim
from tests.deeds import follow
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.notifications.ringing import channel, register
from topin import sql

LIST = "notifications/pushchannel/"
MOZILLA = "https://updates.push.services.mozilla.com"


@pytest.fixture
def rung(superuser, alice, bob, run_events):  # noqa: F811
    """A push waits for alice's phone and one for her browser."""
    register(superuser, alice, "fcm", "a-phone")
    register(superuser, alice, "webpush", f"{MOZILLA}/wpush/v2/secret-of-the-browser", "key", "auth")
    follow(bob, alice)
    run_events()


@pytest.fixture
def mend(superuser):
    """What waits is due."""
    return lambda: superuser.execute("update notification_deliveries set next_try_at = now(), leased_until = null")


def stop(name, reason="401 UNAUTHENTICATED"):
    return sql.do(sql.SYSTEM, "stop_push_channel", name, reason)


def pause(name):
    sql.do(sql.SYSTEM, "pause_push_channel", name, timedelta(minutes=5), timedelta(hours=1))


def shown(desk):
    return desk.get(LIST).content.decode()


def acts(superuser, person):
    return superuser.execute(
        "select action, subject_type, data from audit_log where actor_id = %s and action ~ 'channel' order by id",
        [person.id],
    ).fetchall()


def providers():
    return sorted(order["device"]["provider"] for order in claim())


def test_every_channel_is_there_also_those_that_work(console, mona, rung):
    page = shown(console(mona))
    for name in ("E-mail", "FCM", "APNs", "Web push, all browsers", MOZILLA.removeprefix("https://")):
        assert name in page
    assert "secret-of-the-browser" not in page
    assert "a-phone" not in page


def test_what_is_wrong_with_a_channel_is_said(console, mona, rung):
    stop("fcm")
    pause(f"webpush:{MOZILLA}")
    page = shown(console(mona))
    for said in ("stopped since", "401 UNAUTHENTICATED", "paused until"):
        assert said in page
    found = deeds.get_push_channels(sql.Viewer.staff(mona.id), 100).loads()
    assert [(c["name"], c["state"], c["waiting"], c["faults"]) for c in found[:2]] == [
        ("fcm", "stopped", 1, 0), (f"webpush:{MOZILLA}", "paused", 1, 1),
    ]  # fmt: skip
    assert {c["state"] for c in found[2:]} == {"open"}


def test_moderators_look_and_do_not_switch(console, mona, superuser, rung):
    stop("fcm")
    desk = console(mona)
    page = shown(desk)
    assert "Switch off" not in page
    assert "Open again" not in page
    for deed, name in (("open", "fcm"), ("switch-off", "apns")):
        assert desk.post(f"{LIST}{deed}/", name=name).status_code == 302
    page = shown(desk)
    assert "Only administrators open channels" in page
    assert "Only administrators switch channels off" in page
    assert channel(superuser, "fcm").is_stopped
    assert channel(superuser, "apns") is None
    assert acts(superuser, mona) == []


def test_an_administrator_opens_a_stopped_channel_and_what_waited_goes_out(console, root, superuser, rung, mend):
    stop("fcm")
    assert providers() == ["webpush"]
    desk = console(root)
    assert "Open again" in shown(desk)
    desk.post(f"{LIST}open/", name="fcm")
    assert "FCM is open" in shown(desk)
    assert channel(superuser, "fcm") is None
    assert providers() == ["fcm"]
    assert acts(superuser, root) == [("push_channel_opened", "push_channel", {"channel": "fcm"})]
    assert stop("fcm"), "and may be stopped again, with a new alarm"


def test_a_pause_ends_with_its_faults(console, root, superuser, rung):
    pause("fcm")
    assert providers() == ["webpush"]
    console(root).post(f"{LIST}open/", name="fcm")
    assert channel(superuser, "fcm") is None
    assert providers() == ["fcm"]


def test_an_administrator_switches_a_channel_off_and_it_waits(console, root, superuser, rung):
    desk = console(root)
    desk.post(f"{LIST}switch-off/", name=f"webpush:{MOZILLA}")
    page = shown(desk)
    assert "switched off" in page
    assert providers() == ["fcm"]
    waiting = superuser.execute("select count(*) from notification_deliveries where state = 'waiting' and tries = 0")
    assert waiting.fetchone() == (1,)
    desk.post(f"{LIST}open/", name=f"webpush:{MOZILLA}")
    assert providers() == ["webpush"]
    switched, opened = acts(superuser, root)
    assert switched == ("push_channel_switched_off", "push_channel", {"channel": f"webpush:{MOZILLA}"})
    assert opened[0] == "push_channel_opened"


def test_all_browsers_are_switched_off_at_once(console, root, rung):
    desk = console(root)
    desk.post(f"{LIST}switch-off/", name="webpush")
    assert providers() == ["fcm"]
    desk.post(f"{LIST}open/", name="webpush")
    assert providers() == ["webpush"]


def test_what_makes_no_sense_is_refused_in_words(console, root, superuser, rung):
    desk = console(root)
    for deed, name, said in (
        ("open", "fcm", "This channel is open already"),
        ("switch-off", "pigeons", "There is no such channel"),
        ("switch-off", "webpush:https://push.example/and/a/secret", "There is no such channel"),
        ("switch-off", "", "There is no such channel"),
    ):
        desk.post(f"{LIST}{deed}/", name=name)
        assert said in shown(desk), (deed, name)
    desk.post(f"{LIST}switch-off/", name="fcm")
    desk.post(f"{LIST}switch-off/", name="fcm")
    assert "switched off already" in shown(desk)
    assert len(acts(superuser, root)) == 1


def test_only_by_a_form_of_the_console(console, root, superuser, rung):
    desk = console(root)
    assert desk.get(f"{LIST}switch-off/", name="fcm").status_code == 405
    assert channel(superuser, "fcm") is None


def test_members_have_no_business_there(visit, alice):
    assert visit(alice).get(LIST).status_code == 302
    for deed in (deeds.open_push_channel, deeds.switch_off_push_channel):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            deed(alice.viewer, "fcm")


def test_the_first_page_tells_what_waits_and_what_is_stopped(console, mona, superuser, rung):
    superuser.execute("update notification_deliveries set created_at = created_at - interval '3 hours'")
    desk = console(mona)
    page = desk.get().content.decode()
    assert "the oldest for 3 h" in page
    stop("fcm")
    superuser.execute("update notification_deliveries set state = 'failed', ended_at = now() where true")
    page = desk.get().content.decode()
    assert "1 channel stopped, 2 failed today" in page
