"""Two people, two browsers, all processes: the product's first loop."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from tests.deeds import follow, like, post_by
from tests.e2e.conftest import aside, cut_line, enter, let_in, wait_until_live, write_post
from tests.people import PASSWORD

pytestmark = pytest.mark.needs_chromium
AT_ONCE = 5_000  # milliseconds, on a busy machine


@pytest.fixture
def service_workers():
    return "allow"


@pytest.fixture
def alice_tab(open_tab, alice):
    """Alice's browser: she is home, and wrote something."""
    aside(post_by, alice, "Low tide at six this morning.")
    page = let_in(open_tab(), alice)
    page.goto("/home")
    return page


@pytest.fixture
def bob_tab(open_tab, alice, bob):
    """The one of Bob, who follows her, on no page yet."""
    aside(follow, bob, alice)
    return let_in(open_tab(), bob)


def test_a_like_reaches_the_authors_open_page_at_once(open_tab):
    alice_tab, bob_tab = open_tab(), open_tab()
    enter(alice_tab, "Alice")
    write_post(alice_tab, "Low tide at six this morning.")
    enter(bob_tab, "Bob")
    bob_tab.goto("/@alice")
    bob_tab.get_by_role("button", name="Follow").click()
    expect(bob_tab.get_by_role("button", name="Following")).to_be_visible()
    wait_until_live(alice_tab)
    bob_tab.goto("/home")
    post = bob_tab.locator("article", has_text="Low tide at six this morning.")
    mine = alice_tab.locator("article", has_text="Low tide at six this morning.")
    expect(mine.locator("[data-likes]")).to_have_text("0")
    post.get_by_role("button", name="Like").click()
    expect(mine.locator("[data-likes]")).to_have_text("1", timeout=AT_ONCE)
    expect(alice_tab.get_by_text("Bob liked your post")).to_be_visible()
    expect(alice_tab.locator("#bell")).to_have_attribute("data-count", "2")
    expect(post.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")


def test_a_like_is_prepended_to_the_open_list_of_notifications(alice_tab, bob_tab):
    alice_tab.goto("/notifications")
    expect(alice_tab.get_by_text("Bob followed you")).to_be_visible()
    wait_until_live(alice_tab)
    bob_tab.goto("/@alice")
    bob_tab.get_by_role("button", name="Like").click()
    expect(alice_tab.locator("#notes > li").first).to_contain_text("Bob liked your post", timeout=AT_ONCE)
    alice_tab.get_by_role("button", name="Mark all read").click()
    expect(alice_tab.locator("#bell")).to_be_hidden()
    expect(alice_tab.locator("#notes > li.unread")).to_have_count(0)


def test_what_happened_while_the_line_was_down_is_told_when_it_is_back(alice_tab, bob_tab):
    wait_until_live(alice_tab)
    cut_line(alice_tab)
    alice_tab.evaluate("dispatchEvent(new Event('pagehide'))")
    bob_tab.goto("/@alice")
    bob_tab.get_by_role("button", name="Like").click()
    expect(bob_tab.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")
    alice_tab.context.set_offline(False)
    expect(alice_tab.get_by_text("Bob liked your post")).to_be_visible()
    expect(alice_tab.locator("#feed [data-likes]")).to_have_text("1")


def test_a_text_that_was_refused_stays_in_the_composer(alice_tab):
    text = alice_tab.get_by_label("What is on your mind?")
    text.fill("👩‍🚀" * 2000)
    expect(alice_tab.locator(".ring")).to_contain_text("0")
    text.fill("👩‍🚀" * 2001)
    expect(alice_tab.get_by_role("button", name="Post", exact=True)).to_be_disabled()
    text.press("Control+Enter")
    expect(alice_tab.locator("#composer-error")).to_contain_text("At most 2000 characters")
    assert len(text.input_value()) > 2000


def test_a_post_is_deleted_after_a_question(alice_tab):
    alice_tab.get_by_label("More about the post").click()
    alice_tab.get_by_role("link", name="Delete").click()
    alice_tab.get_by_role("button", name="Cancel").click()
    expect(alice_tab.locator("article")).to_have_count(1)
    alice_tab.get_by_label("More about the post").click()
    alice_tab.get_by_role("link", name="Delete").click()
    alice_tab.get_by_role("button", name="Delete").click()
    expect(alice_tab.locator("article")).to_have_count(0)


def test_a_post_is_written_in_the_dialog_on_any_page(alice_tab):
    alice_tab.goto("/notifications")
    alice_tab.get_by_role("link", name="New post").click()
    dialog = alice_tab.get_by_role("dialog")
    dialog.get_by_label("What is on your mind?").fill("Written in passing.")
    dialog.get_by_role("button", name="Post", exact=True).click()
    expect(alice_tab.locator("#feed article").first).to_contain_text("Written in passing.")


def test_without_a_network_a_page_of_ours_says_so_and_goes_when_it_is_back(alice_tab):
    alice_tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    cut_line(alice_tab)
    alice_tab.goto("/@alice")
    expect(alice_tab.get_by_role("heading", name="You are offline")).to_be_visible()
    alice_tab.context.set_offline(False)
    expect(alice_tab.get_by_role("heading", name="Alice", level=2)).to_be_visible()


def test_a_moderator_sees_the_post_and_its_like_in_the_console(alice, bob, mona, open_tab):
    aside(like, aside(post_by, alice, "Low tide at six this morning."), bob)
    mona_tab = let_in(open_tab(), mona)
    enter_console(mona_tab, mona.email)
    mona_tab.goto("/admin/posts/post/")
    row = mona_tab.get_by_role("row", name="Low tide at six this morning.")
    expect(row).to_contain_text("@alice")
    expect(row.locator("td", has_text=re.compile(r"^\s*1\s*$"))).to_be_visible()


def enter_console(page, email):
    page.goto("/admin/")
    page.locator("[name=username]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[type=submit]").first.click()
    secret = page.locator(".console-secret code").inner_text()
    page.get_by_label("Code").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/admin/")
