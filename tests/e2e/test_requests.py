"""Answering requests to follow a private account in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.deeds import follow, set_profile
from tests.e2e.conftest import aside, let_in
from tests.e2e.looks import check

pytestmark = pytest.mark.needs_chromium


def test_somebody_approves_declines_and_removes(open_tab, superuser, alice, bob, charlie):
    page = let_in(open_tab(viewport={"width": 390, "height": 800}, reduced_motion="reduce"), alice)
    set_profile(superuser, alice, "is_private", True)
    bob_tab = let_in(open_tab(), bob)
    bob_tab.goto("/@alice")
    bob_tab.get_by_role("button", name="Follow").click()
    expect(bob_tab.get_by_role("button", name="Requested")).to_be_visible()
    aside(follow, charlie, alice)
    page.goto("/@alice/followers")
    page.get_by_role("link", name="Requests", exact=True).click()
    expect(page.locator(".person")).to_have_count(2)
    assert check(page) == []
    page.get_by_role("button", name="Approve @bob").click()
    page.get_by_role("button", name="Decline @charlie").click()
    expect(page.get_by_role("status").filter(has_text="Approved")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Declined")).to_be_visible()
    expect(page.get_by_role("button", name="Follow back @bob")).to_be_visible()
    assert check(page) == []
    bob_tab.goto("/@alice")
    expect(bob_tab.get_by_role("button", name="Following")).to_be_visible()
    page.goto("/@alice/followers")
    assert check(page) == []
    page.get_by_role("button", name="Remove @bob from your followers").click()
    expect(page.locator(".person")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Nobody here yet")).to_be_visible()
