"""A circle in a real browser: opened, joined by a link, written in, looked after."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import enter
from tests.e2e.looks import PHONE, check, faults

pytestmark = pytest.mark.needs_chromium
PAGES = ["", "/members", "/requests", "/invites", "/bans", "/manage", "/leave"]


def write(page, text):
    page.get_by_label("Write to Tide Watchers").fill(text)
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator("#feed article").first).to_contain_text(text)


def test_a_circle_is_opened_joined_by_link_and_written_in(open_tab):
    alice = open_tab(viewport=PHONE, reduced_motion="reduce")
    enter(alice, "Alice")
    alice.get_by_role("link", name="Circles").click()
    assert check(alice) == []
    alice.get_by_role("link", name="New circle").click()
    alice.get_by_label("Name").press_sequentially("Tide Watchers")
    expect(alice.get_by_label("Address")).to_have_value("tide-watchers")
    alice.get_by_role("radio", name="Secret").press("Space")
    assert check(alice) == []
    alice.get_by_role("button", name="Open the circle").click()
    write(alice, "Low tide at six")
    link = invite_by_link(alice)
    bob = open_tab(viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    enter(bob, "Bob")
    bob.goto(link)
    assert check(bob) == []
    bob.get_by_role("button", name="Join the circle").click()
    expect(bob.locator("#feed article")).to_contain_text("Low tide at six")
    write(bob, "I bring boots")
    bob.goto("/home")
    expect(bob.locator(".post-circle").first).to_have_text("In the circle Tide Watchers")
    assert check(bob) == []
    alice.goto("/circles/tide-watchers")
    expect(alice.locator("#feed article")).to_contain_text(["I bring boots", "Low tide at six"])
    assert [fault for path in PAGES for fault in faults(alice, f"/circles/tide-watchers{path}")] == []
    remove(alice, "bob")
    assert faults(bob, "/circles/tide-watchers/members") == []
    expect(bob.get_by_role("heading", name="There is nothing here")).to_be_visible()
    assert [f for path in ("/circles", "/circles/discover", "/circles/invites/over") for f in faults(bob, path)] == []


def invite_by_link(page):
    page.get_by_role("link", name="Invite", exact=True).click()
    page.get_by_role("button", name="Make a link").click()
    assert check(page) == []
    return page.get_by_label("Your link").input_value()


def remove(page, handle):
    page.goto("/circles/tide-watchers/members")
    page.get_by_label(f"What to do about @{handle}").click()
    assert check(page) == []
    page.get_by_role("link", name="Remove").click()
    expect(page.get_by_role("dialog")).to_contain_text(f"Remove @{handle} from this circle?")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".person")).to_have_count(1)
