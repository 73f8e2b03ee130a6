"""A sign-in from a device that was not there before is told to its member, by mail and in the app."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from accounts import devices
from tests.people import Api
from topin import sql

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
NEWER_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:134.0) Gecko/20100101 Firefox/134.0.1"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E Safari/604.1"
)


@pytest.fixture
def sign_in(superuser, run_events):
    """`sign_in(alice, FIREFOX)`: one more session, and all that follows from it."""

    def start(person, user_agent, ip="203.0.113.7"):
        session = uuid4()
        sql.do(sql.SYSTEM, "start_session", session, person.id, "password", None, ip, user_agent)
        run_events()
        return session

    return start


@pytest.fixture
def dora(join, run_events, superuser):
    """Somebody who signed up, and did nothing since."""
    dora = join("dora")
    run_events()
    superuser.execute("delete from known_devices")
    return dora


def choose(superuser, person, column, value):
    superuser.execute(f"update user_settings set {column} = %s where user_id = %s", [value, person.id])


def notes_of(person):
    return Api(person).get("/api/notifications").json["items"]


def test_the_first_device_of_an_account_is_no_news(dora, sign_in, mailoutbox):
    sign_in(dora, FIREFOX)
    assert (mailoutbox, notes_of(dora)) == ([], [])


def test_a_new_device_is_told_by_mail_and_in_the_app(dora, sign_in, mailoutbox):
    sign_in(dora, FIREFOX)
    session = sign_in(dora, SAFARI, "198.51.100.1")
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["dora@topin.test"], "New sign-in to your account")
    assert "Device: Safari on iPhone\nNetwork address: 198.51.100.1\n" in mail.body
    assert mail.body.startswith("Hello Dora,")
    [note] = notes_of(dora)
    assert (note["kind"], note["actors"]) == ("new_sign_in", [])
    assert note["subject"] == {"type": "session", "id": str(session)}


def test_a_known_device_is_no_news(dora, sign_in, mailoutbox):
    sign_in(dora, FIREFOX)
    sign_in(dora, SAFARI)
    mailoutbox.clear()
    sign_in(dora, FIREFOX)
    sign_in(dora, NEWER_FIREFOX)
    sign_in(dora, SAFARI, "203.0.250.9")  # the same network
    assert mailoutbox == []
    assert len(notes_of(dora)) == 1


def test_the_same_browser_in_another_network_is_another_device(dora, sign_in, mailoutbox):
    sign_in(dora, FIREFOX)
    sign_in(dora, FIREFOX, "192.0.2.1")
    assert len(mailoutbox) == 1


def test_devices_of_others_do_not_count(dora, bob, sign_in, mailoutbox):
    sign_in(dora, FIREFOX)
    sign_in(bob, SAFARI)
    mailoutbox.clear()
    sign_in(dora, SAFARI)
    assert [mail.to for mail in mailoutbox] == [["dora@topin.test"]]


@pytest.mark.parametrize(("second", "outcomes"), [(FIREFOX, ["first", "known"]), (SAFARI, ["first", "new"])])
def test_of_two_devices_at_one_moment_one_is_the_first(dora, second, outcomes):
    def note(user_agent):
        return sql.do(sql.SYSTEM, "note_device", dora.id, devices.fingerprint(user_agent, "192.0.2.1"), {})

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(note, [FIREFOX, second])) == outcomes


def test_a_device_of_nobody_is_not_noted():
    assert sql.do(sql.SYSTEM, "note_device", uuid4(), b"x" * 32, {}) is None


def test_whoever_signs_out_at_once_is_told_of_all_the_same(dora, sign_in, superuser, run_events, mailoutbox):
    sign_in(dora, FIREFOX)
    session = uuid4()
    sql.do(sql.SYSTEM, "start_session", session, dora.id, "password", None, "192.0.2.1", SAFARI)
    sql.do(sql.Viewer.user(dora.id, session), "sign_out", "local")
    run_events()
    assert len(mailoutbox) == 1


def test_a_member_may_switch_the_mail_off_and_keeps_the_notice_in_the_app(dora, sign_in, superuser, mailoutbox):
    choose(superuser, dora, "notifications", '{"kinds": {"new_sign_in": {"email": false}}}')
    sign_in(dora, FIREFOX)
    sign_in(dora, SAFARI)
    assert mailoutbox == []
    assert len(notes_of(dora)) == 1


def test_a_member_may_switch_the_notice_in_the_app_off(dora, sign_in, superuser, mailoutbox):
    choose(superuser, dora, "notifications", '{"kinds": {"new_sign_in": {"in_app": false}}}')
    sign_in(dora, FIREFOX)
    sign_in(dora, SAFARI)
    assert len(mailoutbox) == 1
    assert notes_of(dora) == []


def test_the_mail_speaks_the_members_language(dora, sign_in, superuser, mailoutbox):
    choose(superuser, dora, "accessibility", '{"language": "fr-CH"}')
    sign_in(dora, FIREFOX)
    sign_in(dora, SAFARI)
    [mail] = mailoutbox
    assert mail.subject == "Nouvelle connexion à votre compte"
    assert "Safari sur iPhone" in mail.body


def test_what_a_session_says_of_itself_is_not_read_by_members(dora, sign_in):
    sign_in(dora, FIREFOX)
    with sql.acting_as(dora.viewer), pytest.raises(Exception, match="permission denied"):
        sql.rows("select * from known_devices")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1::1", "2001:db8:ffff::2", True),
        ("2001:db8::1", "2001:db9::1", False),
        ("::ffff:203.0.113.7", "203.0.0.1", True),
        ("203.0.113.7", "203.1.113.7", False),
        ("", "", True),
        ("no address", "another", False),
    ],
)
def test_a_network_is_as_wide_as_addresses_wander(one, other, same):
    assert (devices.fingerprint(FIREFOX, one) == devices.fingerprint(FIREFOX, other)) is same


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (FIREFOX, "Firefox on Linux"),
        (SAFARI, "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36", "Chrome on Android"),
        ("supabase-flutter/2.8.1", "supabase-flutter"),
        ("Dart/3.5 (dart:io)", "Dart"),
        ("\n", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_is_called_what_people_call_it(user_agent, label):
    assert devices.label(user_agent) == label
