"""The tabs of choices, as a browser without JavaScript sends them, and as HTMX does."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from accounts import selectors
from tests.web.conftest import HTMX, Tags
from topin import sql

TABS = [
    "/settings/profile",
    "/settings/account",
    "/settings/privacy",
    "/settings/notifications",
    "/settings/accessibility",
    "/settings/sessions",
    "/settings/blue-tick",
    "/settings/creator",
    "/settings/data",
]


def settings_of(person, section):
    return selectors.get_settings(person.viewer).loads()[section]


def as_shown(html):
    """What the page's forms would send if somebody pressed Save at once: {name: value}."""
    data, select = {}, None
    for tag, attributes in Tags(html).found:
        kind = attributes.get("type")
        if tag == "select":
            select = attributes["name"]
        elif tag == "option" and "selected" in attributes:
            data[select] = attributes["value"]
        elif tag == "input" and kind in ("checkbox", "radio") and "checked" in attributes:
            data[attributes["name"]] = attributes.get("value", "on")
        elif tag == "input" and kind not in ("checkbox", "radio", "hidden", "file") and "name" in attributes:
            data[attributes["name"]] = attributes.get("value", "")
    return data


def test_the_list_leads_to_every_tab_and_every_tab_to_the_others(alice, browser):
    mine = browser(alice)
    for path in ["/settings", *TABS]:
        links = {a.get("href") for a in Tags(mine.text(path)).all("a")}
        assert links >= set(TABS), path


@pytest.mark.parametrize("path", ["/settings", *TABS])
def test_settings_are_their_members_alone_and_kept_by_no_cache(path, alice, browser):
    assert browser().get(path)["Location"].startswith("/signin?next=")
    assert "no-store" in browser(alice).get(path)["Cache-Control"]


@pytest.mark.parametrize(
    ("tab", "section"),
    [("privacy", "privacy"), ("accessibility", "accessibility"), ("notifications", "notifications")],
)
def test_saving_what_is_shown_changes_nothing(tab, section, alice, browser):
    before = settings_of(alice, section)
    mine = browser(alice)
    answer = mine.post(f"/settings/{tab}", as_shown(mine.text(f"/settings/{tab}")))
    assert answer["Location"] == f"/settings/{tab}"
    assert settings_of(alice, section) == before


def test_privacy_is_saved_and_said(alice, browser):
    mine = browser(alice)
    data = as_shown(mine.text("/settings/privacy"))
    data |= {"is_private": "on", "message_policy": "mutuals"}
    del data["discoverable"]
    mine.post("/settings/privacy", data)
    found = settings_of(alice, "privacy")
    assert (found["is_private"], found["message_policy"], found["discoverable"]) == (True, "mutuals", False)
    assert "Saved" in mine.text("/settings/privacy")


def test_a_switch_that_is_flipped_is_saved_at_once_with_a_toast(alice, browser):
    answer = browser(alice).htmx_post("/settings/creator", {"is_creator": "on"})
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#toasts")
    assert "Saved" in answer.content.decode()
    assert settings_of(alice, "creator") == {"is_creator": True}
    assert "#star" in browser().text("/@alice")
    browser(alice).htmx_post("/settings/creator", {})
    assert settings_of(alice, "creator") == {"is_creator": False}


def test_a_choice_that_does_not_exist_is_refused(alice, browser):
    mine = browser(alice)
    data = as_shown(mine.text("/settings/privacy")) | {"message_policy": "everybody"}
    assert mine.post("/settings/privacy", data).status_code == 422
    answer = mine.htmx_post("/settings/privacy", data)
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#toasts")
    assert settings_of(alice, "privacy")["message_policy"] == "everyone"


def test_kinds_and_channels_are_a_table_of_boxes(alice, browser):
    mine = browser(alice)
    data = as_shown(mine.text("/settings/notifications"))
    assert data["follow.push"] == "on"
    assert "like.push" not in data
    data |= {"like.push": "on", "digest": "weekly"}
    del data["follow.push"]
    mine.post("/settings/notifications", data)
    found = settings_of(alice, "notifications")
    assert found["kinds"]["like"] == {"in_app": True, "push": True, "email": False}
    assert found["kinds"]["follow"]["push"] is False
    assert found["digest"] == "weekly"


def test_quiet_hours_are_saved_with_their_time_zone(alice, browser):
    data = {"enabled": "on", "start": "21:30", "end": "06:15", "time_zone": "Europe/Vienna"}
    assert browser(alice).post("/settings/notifications/quiet-hours", data).status_code == 302
    found = settings_of(alice, "notifications")["quiet_hours"]
    assert found == {"enabled": True, "start": "21:30", "end": "06:15", "time_zone": "Europe/Vienna"}


def test_a_time_zone_that_is_none_is_said_at_its_field(alice, browser):
    data = {"start": "21:30", "end": "06:15", "time_zone": "Middle/Earth"}
    answer = browser(alice).post("/settings/notifications/quiet-hours", data)
    fields = {field["name"]: field for field in Tags(answer.content.decode()).all("input") if "name" in field}
    assert answer.status_code == 422
    assert fields["time_zone"]["aria-invalid"] == "true"
    assert fields["time_zone"]["value"] == "Middle/Earth"


def test_the_theme_stands_in_the_page_before_anything_is_painted(alice, browser):
    mine = browser(alice)
    assert look(mine)["data-theme"] == "system"
    choose(mine, theme="dark", high_contrast="on", reduce_motion="on", font_scale="1.25")
    found = look(mine)
    assert (found["data-theme"], found["data-scale"]) == ("dark", "125")
    assert "data-still" in found
    media = {link.get("id"): link.get("media") for link in Tags(mine.text("/home")).all("link")}
    assert (media["dark"], media["contrast"]) == ("all", "all")
    choose(mine, theme="light")
    media = {link.get("id"): link.get("media") for link in Tags(mine.text("/home")).all("link")}
    assert media["dark"] == "not all"


def test_the_rule_of_each_size_of_text_is_there(alice, browser):
    mine = browser(alice)
    rules = Path(finders.find("web/css/scale.css")).read_text()
    for scale in ("0.8", "1.05", "1.87", "2.0"):
        choose(mine, font_scale=scale)
        size = look(mine)["data-scale"]
        assert f'[data-scale="{size}"]' in rules


def test_pages_ask_no_more_for_knowing_how_they_look(alice, browser, calls_of):
    mine = browser(alice)
    mine.get("/home")  # finds suggestions, which are kept
    before = calls_of(mine, "/home")
    choose(mine, theme="dark", language="en")
    # The stream's position, the feed, the member, whom they may want to follow, the circles they may write to.
    assert calls_of(mine, "/home") == before == 5


def test_visitors_get_the_default_look(browser):
    found = Tags(browser().text("/signin")).all("html")[0]
    assert (found["data-theme"], found["data-scale"]) == ("system", "100")


def test_a_page_for_somebody_whose_session_ended_still_opens(alice, browser):
    mine, other = browser(alice), browser(alice)
    other.post("/signout")
    assert mine.get("/nowhere").status_code == 404


@pytest.fixture
def arabic_pages(monkeypatch):
    """As if pages were translated into Arabic."""
    monkeypatch.setattr("web.look.page_languages", lambda: ["en", "ar"])


def test_a_page_that_speaks_arabic_runs_from_the_right(alice, browser, arabic_pages):
    mine = browser(alice)
    choose(mine, language="ar")
    found = look(mine)
    assert (found["lang"], found["dir"]) == ("ar", "rtl")
    assert mine.cookies["django_language"].value == "ar"
    mine.post("/signout")
    assert Tags(mine.text("/signin")).all("html")[0]["dir"] == "rtl"


def test_a_language_that_is_not_translated_is_kept_and_said_in_english(alice, browser):
    mine = browser(alice)
    choose(mine, language="fr")
    assert settings_of(alice, "accessibility")["language"] == "fr"
    assert look(mine)["lang"] == "en"
    sql.do(alice.viewer, "update_accessibility", {"language": "tlh"})
    assert as_shown(mine.text("/settings/accessibility"))["language"] == "tlh"


def choose(mine, **changes):
    data = as_shown(mine.text("/settings/accessibility")) | changes
    assert mine.post("/settings/accessibility", data).status_code == 302


def look(mine):
    return Tags(mine.text("/home")).all("html")[0]


@pytest.fixture
def calls_of():
    """`calls_of(browser, "/home")` → how many functions of the database it took."""

    def count(mine, path):
        mine.text(path)
        return sql.request_use()[0]

    return count


def test_no_tab_writes_by_a_link(alice, browser):
    for path in ("/settings/profile/avatar", "/settings/data/export", "/settings/sessions/end-others"):
        assert browser(alice).get(path).status_code == 405, path


def test_settings_count_for_the_limit_of_writes(alice, browser, rate_limits):
    rate_limits("write=1/1m")
    mine = browser(alice)
    assert mine.htmx_post("/settings/creator", {"is_creator": "on"}).status_code == 200
    answer = mine.post("/settings/creator", {}, headers=HTMX)
    assert answer.status_code == 429
