"""Answering requests to follow a private account in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import enter
from tests.e2e.test_accessibility import check

pytestmark = pytest.mark.needs_chromium


def ask(open_tab, name, handle):
    page = open_tab()
    enter(page, name)
    page.goto(f"/@{handle}")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Requested")).to_be_visible()
    return page


def test_somebody_approves_declines_and_removes(open_tab, superuser):
    page = open_tab(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    enter(page, "Alice")
    superuser.execute("update profiles set is_private = true where handle = 'alice'")
    bob = ask(open_tab, "Bob", "alice")
    ask(open_tab, "Charlie", "alice")
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
    bob.goto("/@alice")
    expect(bob.get_by_role("button", name="Following")).to_be_visible()
    page.goto("/@alice/followers")
    assert check(page) == []
    page.get_by_role("button", name="Remove @bob from your followers").click()
    expect(page.locator(".person")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Nobody here yet")).to_be_visible()
