"""Where members want pushes."""

from uuid import uuid4

import pytest

from notifications.device_readers import remove_silent_devices
from tests.people import sign_in
from topin import sql

URL = "/api/notifications/devices"
KEYS = {"p256dh": "B" + "A" * 86, "auth": "A" * 22}
BROWSER = {"provider": "webpush", "subscription": {"endpoint": "https://push.example/send/1", "keys": KEYS}}
PHONE = {"provider": "fcm", "token": "abc:def", "app_id": "org.topin.app"}


def register(person, api, device=PHONE, **changes):
    return api(person).post(URL, device | changes)


def devices(person, api):
    return api(person).get(URL).json["items"]


def test_a_phone_and_a_browser_are_registered_and_their_tokens_are_never_told(alice, api):
    phone, browser = register(alice, api), register(alice, api, BROWSER)
    assert phone.status == browser.status == 201
    assert phone.json["provider"] == "fcm"
    assert phone.json["app_id"] == "org.topin.app"
    assert phone.json["current"]
    listed = api(alice).get(URL)
    assert [d["id"] for d in listed.json["items"]] == [browser.json["id"], phone.json["id"]]
    for secret in (b"abc:def", b"push.example", KEYS["auth"].encode()):
        assert secret not in listed.body + phone.body + browser.body


def test_registering_again_is_the_same_device(alice, api):
    first, again = register(alice, api).json, register(alice, api).json
    assert first["id"] == again["id"]
    assert first["created_at"] == again["created_at"]
    assert len(devices(alice, api)) == 1


def test_the_same_token_of_two_apps_is_two_devices(alice, api):
    register(alice, api)
    register(alice, api, app_id="org.topin.beta")
    assert len(devices(alice, api)) == 2


def test_a_device_in_other_hands_moves_and_leaves_nothing_behind(alice, bob, api, superuser):
    first = register(alice, api).json
    superuser.execute(
        "insert into notification_deliveries (user_id, channel, device_id, kind, group_key, expires_at)"
        " values (%s, 'push', %s, 'like', 'like:1', now() + interval '1 day')",
        [alice.id, first["id"]],
    )
    assert register(bob, api).json["id"] != first["id"]
    assert devices(alice, api) == []
    assert len(devices(bob, api)) == 1
    assert superuser.execute("select state, reason from notification_deliveries").fetchall() == [
        ("dropped", "device_gone")
    ]


def test_a_token_in_other_hands_is_theirs_whatever_they_call_the_app(alice, bob, api):
    register(alice, api)
    register(bob, api, app_id="another")
    assert devices(alice, api) == []
    assert len(devices(bob, api)) == 1


def test_a_browser_is_one_device_whatever_it_calls_its_app(alice, bob, api):
    register(alice, api, BROWSER)
    register(alice, api, BROWSER, app_id="pwa")
    assert [d["app_id"] for d in devices(alice, api)] == ["pwa"]
    register(bob, api, BROWSER)
    assert devices(alice, api) == []
    assert [d["app_id"] for d in devices(bob, api)] == [""]


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dFg:APA91bH-_x",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAA",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%2bx%3d",
        "https://web.push.apple.com/QGx1",
        "https://push.example:8443/1",
        "https://[2606:4700::1111]/1",
    ],
)
def test_push_services_as_browsers_name_them_are_taken(alice, api, endpoint):
    assert register(alice, api, BROWSER | {"subscription": {"endpoint": endpoint, "keys": KEYS}}).status == 201


def test_only_ones_own_devices_are_removed(alice, bob, api):
    device = register(alice, api).json
    for absent in (device["id"], str(uuid4())):
        assert api(bob).delete(f"{URL}/{absent}").status == 404
    assert api(alice).delete(f"{URL}/{device['id']}").status == 204
    assert api(alice).delete(f"{URL}/{device['id']}").status == 404
    assert api().get(URL).status == api().post(URL, PHONE).status == 401


def test_beyond_the_limit_the_longest_silent_one_makes_room(alice, api, settings):
    settings.DEVICES_PER_MEMBER = 2
    ids = [register(alice, api, token=f"t{n}").json["id"] for n in range(3)]
    assert [d["id"] for d in devices(alice, api)] == [ids[2], ids[1]]


def test_signing_out_ends_pushes_there(alice, api):
    register(alice, api)
    other = sign_in(alice.id, alice.handle, alice.email)
    register(other, api, token="elsewhere")
    assert sql.do(sql.SYSTEM, "remove_devices_of_session", alice.session_id) == 1
    assert [d["current"] for d in devices(other, api)] == [True]


def test_devices_that_were_silent_for_long_are_forgotten(alice, api, superuser, settings):
    assert settings.DEVICE_DAYS == 270
    register(alice, api)
    kept = register(alice, api, token="fresh").json
    superuser.execute("update devices set last_seen_at = now() - interval '271 days' where token = 'abc:def'")
    assert remove_silent_devices() == 1
    assert [d["id"] for d in devices(alice, api)] == [kept["id"]]


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"provider": "sms", "token": "1"},
        {"provider": "fcm"},
        {"provider": "fcm", "token": ""},
        {"provider": "fcm", "token": "with space"},
        {"provider": "fcm", "token": "a" * 2_001},
        {"provider": "webpush", "token": "1"},
        {"provider": "webpush", "subscription": {"endpoint": "http://push.example/1", "keys": KEYS}},
        {"provider": "webpush", "subscription": {"endpoint": "https://u:p@push.example/1", "keys": KEYS}},
        {"provider": "webpush", "subscription": {"endpoint": "https://push.example:99999/1", "keys": KEYS}},
        {"provider": "webpush", "subscription": BROWSER["subscription"] | {"keys": KEYS | {"auth": "short"}}},
        {"provider": "webpush", "subscription": {"endpoint": "https://push.example/1"}},
        *(
            {"provider": "webpush", "subscription": {"endpoint": endpoint, "keys": KEYS}}
            for endpoint in (  # one push service under many names would be as many channels
                "https://push.example", "https://push.example?1", "https://push.example#1/", "https://PUSH.example/1",
                "https://push.example:443/1", "HTTPS://push.example/1", "https://push.example./1",
                "https://push.example\\@evil.example/1", "https://push.example:/1", "https://push_example/1",
            )
        ),
        {"provider": "apns", "token": "1", "environment": "moon"},
        {"provider": "apns", "token": "1", "app_id": "a b"},
    ],
)
def test_what_is_no_device_is_refused(alice, api, broken):
    assert api(alice).post(URL, broken).status == 400
    assert devices(alice, api) == []


def test_browsers_learn_the_key_to_subscribe_with(api):
    key = api().get("/api/notifications/push-key").json["vapid_public_key"]
    assert len(key) == 87
