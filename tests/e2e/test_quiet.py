"""Blocking and muting in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import enter
from tests.e2e.looks import check

pytestmark = pytest.mark.needs_chromium


@pytest.mark.parametrize("width", [390, 1280])
def test_somebody_mutes_blocks_and_lets_both_be_again(open_tab, join, width):
    page = open_tab(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    join(f"bob{width}")
    enter(page, f"Alice{width}")
    page.goto(f"/@bob{width}")
    more = page.get_by_label(f"More about Bob{width}")
    more.click()
    page.get_by_role("button", name="Mute", exact=True).click()
    expect(page.locator(".chip", has_text="Muted")).to_be_visible()
    more.click()
    assert check(page) == []
    page.get_by_role("link", name="Block", exact=True).click()
    dialog = page.get_by_role("dialog", name=f"Block @bob{width}?")
    dialog.get_by_role("button", name="Block").click()
    expect(page.get_by_role("heading", name="You blocked this member")).to_be_visible()
    assert check(page) == []
    page.goto("/settings/privacy")
    page.get_by_role("link", name="Blocked members").click()
    expect(page.locator(".person")).to_have_count(1)
    assert check(page) == []
    page.get_by_role("button", name="Unblock").click()
    expect(page.locator(".person")).to_have_count(0)
    page.get_by_role("link", name="Muted").click()
    page.get_by_role("button", name="Unmute").click()
    expect(page.locator(".person")).to_have_count(0)
    page.goto(f"/@bob{width}")
    expect(page.get_by_role("button", name="Follow")).to_be_visible()
    expect(page.locator(".chip", has_text="Muted")).to_have_count(0)
