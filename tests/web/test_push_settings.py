"""Devices that get pushes on the page of settings, and what browsers need to become one."""

import json
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from notifications import devices
from notifications.providers import webpush
from tests.people import sign_in
from tests.web.conftest import Tags

PAGE = "/settings/notifications"
KEYS = {"p256dh": f"B{'A' * 86}", "auth": "A" * 22}


def subscribe(person, name):
    token = f"https://push.example/{name}"
    return devices.register_device(person.viewer, provider="webpush", token=token, **KEYS).loads()["id"]


def shown(html):
    return [a["id"].removeprefix("device-") for a in Tags(html).all("li") if a.get("id", "").startswith("device-")]


def removes(html):
    return [a["action"] for a in Tags(html).all("form") if a.get("action", "").endswith("/remove")]


@pytest.fixture
def phone(alice):
    """Alice, on another device."""
    return sign_in(alice.id, alice.handle, alice.email)


def test_devices_are_listed_and_this_one_is_marked(alice, phone, browser):
    here, there = subscribe(alice, "here"), subscribe(phone, "there")
    html = browser(alice).text(PAGE)
    assert set(shown(html)) == {here, there}
    assert html.count("This device</span>") == 1
    (section,) = [a for a in Tags(html).all("section") if a.get("id") == "this-device"]
    assert "data-has-device" in section
    (own,) = [a for a in Tags(html).all("form") if "data-push-removed" in a]
    assert own["action"] == f"{PAGE}/devices/{here}/remove"


def test_a_browser_that_was_never_asked_has_no_device(alice, phone, browser):
    subscribe(phone, "there")
    (section,) = [a for a in Tags(browser(alice).text(PAGE)).all("section") if a.get("id") == "this-device"]
    assert "data-has-device" not in section


def test_a_device_is_removed_without_javascript(alice, phone, browser):
    here, there = subscribe(alice, "here"), subscribe(phone, "there")
    hers = browser(alice)
    assert hers.post(f"{PAGE}/devices/{there}/remove")["Location"] == PAGE
    html = hers.text(PAGE)
    assert "That device gets no more pushes." in html
    assert shown(html) == [here]
    assert removes(html) == [f"{PAGE}/devices/{here}/remove"]


def test_htmx_takes_a_removed_device_out_of_the_list(alice, browser):
    here = subscribe(alice, "here")
    answer = browser(alice).htmx_post(f"{PAGE}/devices/{here}/remove")
    assert (answer.status_code, answer.content) == (200, b"")
    assert shown(browser(alice).text(PAGE)) == []


def test_nobody_else_removes_a_device(alice, bob, browser):
    here = subscribe(alice, "here")
    address = f"{PAGE}/devices/{here}/remove"
    assert browser(bob).post(address).status_code == 404
    assert browser(alice).post(f"{PAGE}/devices/{uuid4()}/remove").status_code == 404
    assert browser().post(address)["Location"].startswith("/signin")
    assert browser(alice, enforce_csrf_checks=True).post(address).status_code == 403
    assert browser(alice).get(address).status_code == 405
    assert shown(browser(alice).text(PAGE)) == [here]


def test_devices_stay_on_the_page_where_quiet_hours_are_refused(alice, browser):
    here = subscribe(alice, "here")
    sent = {"enabled": "on", "start": "22:00", "end": "07:00", "time_zone": "Nowhere/Atlantis"}
    answer = browser(alice).post(f"{PAGE}/quiet-hours", sent)
    assert answer.status_code in (400, 422)
    assert shown(answer.content.decode()) == [here]


def test_devices_and_quiet_hours_stay_on_the_page_where_a_choice_is_refused(alice, browser):
    here = subscribe(alice, "here")
    answer = browser(alice).post(PAGE, {"digest": "hourly"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert shown(html) == [here]
    assert [a["value"] for a in Tags(html).all("input") if a.get("name") == "time_zone"] == ["UTC"]


# -- what a browser needs to become one ------------------------------------------------------------


def offers(html):
    return [a for a in Tags(html).all("template") if a.get("id") == "push-offer"]


def test_every_page_of_a_member_knows_the_key_and_pages_of_visitors_do_not(alice, browser):
    (offer,) = offers(browser(alice).text("/home"))
    assert offer["data-key"] == webpush.vapid_public_key() != ""
    assert not offers(browser().text("/explore"))


def test_where_no_pushes_are_sent_nobody_is_asked(settings, alice, browser):
    settings.VAPID_PRIVATE_KEY = ""
    (offer,) = offers(browser(alice).text("/home"))
    assert offer["data-key"] == ""


def test_no_page_asks_by_itself(alice, browser):
    """The cards are hidden until a script finds that asking makes sense."""
    html = browser(alice).text("/notifications")
    cards = [a for a in Tags(html).all("section") if "data-push" in a]
    assert cards
    assert all("hidden" in card for card in cards)


def test_the_service_worker_learns_the_key_and_a_token_that_counts(alice, browser):
    hers = browser(alice, enforce_csrf_checks=True)
    answer = hers.get("/notifications/push")
    assert "no-store" in answer["Cache-Control"]
    said = answer.json()
    assert said["key"] == webpush.vapid_public_key()
    body = json.dumps({"provider": "webpush", "subscription": {"endpoint": "https://push.example/new", "keys": KEYS}})
    address = "/api/notifications/devices"
    assert hers.post(address, body, content_type="application/json").status_code == 403
    told = hers.post(address, body, content_type="application/json", headers={"X-CSRFToken": said["csrf"]})
    assert told.status_code == 201
    assert shown(hers.text(PAGE)) == [told.json()["id"]]


def test_visitors_learn_no_token(browser):
    assert browser().get("/notifications/push")["Location"].startswith("/signin")


# -- installed -------------------------------------------------------------------------------------


def test_the_manifest_has_what_an_installed_app_needs(browser):
    said = browser().get("/manifest.webmanifest").json()
    assert {icon["sizes"] for icon in said["icons"] if icon["type"] == "image/png"} == {"192x192", "512x512"}
    assert {icon["sizes"] for icon in said["icons"] if icon.get("purpose") == "maskable"} == {"192x192", "512x512"}
    assert [shortcut["url"] for shortcut in said["shortcuts"]] == ["/messages", "/notifications", "/posts/new"]
    assert (said["scope"], said["display"]) == ("/", "standalone")


def test_icons_are_as_large_as_the_manifest_says(browser):
    for icon in browser().get("/manifest.webmanifest").json()["icons"][1:]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]


def test_the_worker_keeps_nothing_that_belongs_to_a_member(browser):
    html = browser().get("/sw.js").content.decode()
    kept = html.partition("const FILES = [")[2].partition("]")[0]
    names = [line.strip(' ",') for line in kept.splitlines() if line.strip()]
    assert names[0] == "OFFLINE"
    assert all(name.startswith("/static/") for name in names[1:])
    assert "cache.put" not in html


def test_a_browser_looks_for_a_new_worker_and_finds_the_same_one_until_something_changed(browser):
    first, second = browser().get("/sw.js"), browser().get("/sw.js")
    assert first["Cache-Control"] == "no-cache"
    assert first.content == second.content
