"""Talk beside talk: on other pages, in other tabs, without a connection, by keyboard and very large."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import cut_line, enter, said, wait_until_live, write
from tests.e2e.looks import PHONE

pytestmark = pytest.mark.needs_chromium
AT_ONCE = 5_000  # milliseconds, on a busy machine


@pytest.fixture
def service_workers():
    return "allow"


def test_what_was_written_offline_goes_out_from_any_page_that_is_open_when_the_connection_is_back(talking):
    alice_tab, bob_tab = talking
    alice_tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    cut_line(alice_tab)
    for text in ("First on the train.", "Second on the train."):
        write(alice_tab, text)
    alice_tab.goto("/home")
    expect(alice_tab.get_by_role("heading", name="You are offline")).to_be_visible()
    alice_tab.context.set_offline(False)
    expect(alice_tab.get_by_role("heading", name="Home")).to_be_attached()
    expect(bob_tab.locator(".msg .msg-text")).to_have_text(
        ["Low tide at six.", "First on the train.", "Second on the train."]
    )
    assert not [key for key in alice_tab.evaluate("Object.keys(localStorage)") if "outbox" in key]


def test_another_tab_sends_what_was_written_in_one_that_was_closed(talking):
    alice_tab, bob_tab = talking
    other_tab = alice_tab.context.new_page()
    other_tab.goto("/explore")
    wait_until_live(other_tab)
    cut_line(alice_tab)
    write(alice_tab, "Closed before it went.")
    expect(alice_tab.locator(".msg-pending")).to_have_count(1)
    alice_tab.close()
    other_tab.context.set_offline(False)
    expect(said(bob_tab, "Closed before it went.")).to_have_count(1)
    other_tab.goto(bob_tab.url)
    expect(said(other_tab, "Closed before it went.")).to_have_count(1)
    expect(other_tab.locator(".msg-pending")).to_have_count(0)


def test_a_refusal_is_told_on_whatever_page_is_open_and_leads_to_the_message(talking):
    alice_tab, _ = talking
    alice_tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    cut_line(alice_tab)
    write(alice_tab, "Try me again.")
    alice_tab.goto("/home")
    alice_tab.context.route("**/messages/send", lambda route: route.fulfill(status=403, body="<p>Not now.</p>"))
    alice_tab.context.set_offline(False)
    alice_tab.get_by_role("link", name="A message could not be sent").click()
    expect(alice_tab.locator(".msg-pending", has_text="Not now.")).to_contain_text("Try me again.")


def test_on_another_page_a_word_says_who_wrote_and_leads_there_once_over_all_tabs(talking):
    alice_tab, bob_tab = talking
    other_tab = bob_tab.context.new_page()
    for page in (bob_tab, other_tab):
        page.goto("/home")
        wait_until_live(page)
    write(alice_tab, "Where are you?")
    expect(bob_tab.locator("#letters")).to_have_attribute("data-count", "1")
    expect(other_tab.locator("#letters")).to_have_attribute("data-count", "1")
    first = shown_on(bob_tab, other_tab)
    toast = first.locator(".toast-letter")
    expect(toast).to_contain_text("Alice")
    toast.click()
    expect(said(first, "Where are you?")).to_be_visible()
    expect(other_tab.locator(".toast-letter")).to_have_count(0)


def shown_on(*pages):
    """The one page that says it. Both are asked until one does: which of them is the browser's choice."""
    letters = [page.locator(".toast-letter") for page in pages]
    for _ in range(200):
        counts = [letter.count() for letter in letters]
        assert sum(counts) < 2
        if sum(counts):
            return pages[counts.index(1)]
        pages[0].wait_for_timeout(50)
    raise AssertionError("no page said anything")


def test_a_muted_conversation_says_nothing_on_other_pages(talking):
    alice_tab, bob_tab = talking
    bob_tab.locator(".talk-menu summary").click()
    bob_tab.get_by_role("button", name="Mute").click()
    expect(bob_tab.locator(".talk-menu")).not_to_have_attribute("open", "")
    bob_tab.goto("/home")
    wait_until_live(bob_tab)
    with bob_tab.expect_response("**/notice") as asked:
        write(alice_tab, "Psst.")
    assert asked.value.status == 204
    expect(bob_tab.locator(".toast-letter")).to_have_count(0)


def test_the_head_follows_the_other_one_coming_and_going(talking):
    alice_tab, _ = talking
    head = alice_tab.locator("#talk-head")
    expect(head.get_by_text("Online")).to_be_visible()
    came = """online => {
        const { topic } = document.getElementById("talk-active").dataset;
        const last_seen_at = online ? null : new Date(Date.now() - 180_000).toISOString();
        hear({ type: "topic", topic, kind: "presence", payload: { online, last_seen_at } });
    }"""
    alice_tab.evaluate(came, False)
    expect(head.get_by_text("Last seen 3 min ago")).to_be_visible()
    expect(head.get_by_text("Online")).to_be_hidden()
    alice_tab.evaluate(came, True)
    expect(head.get_by_text("Online")).to_be_visible()


def test_the_list_shows_what_was_begun_and_not_sent(talking):
    alice_tab, _ = talking
    field = alice_tab.get_by_role("textbox", name="Your message")
    expect(field).to_be_focused()
    field.press_sequentially("Half a thou")
    alice_tab.goto("/messages")
    row = alice_tab.get_by_role("link", name="Bob")
    expect(row).to_contain_text("Draft: Half a thou")
    row.click()
    field.fill("")
    alice_tab.goto("/messages")
    expect(row.get_by_text("Low tide at six.")).to_be_visible()
    expect(row.get_by_text("Draft:")).to_be_hidden()


def test_after_a_deed_the_focus_stays_at_the_message(talking):
    alice_tab, bob_tab = talking
    message = said(bob_tab, "Low tide at six.")
    message.locator(".msg-more").focus()
    bob_tab.keyboard.press("Enter")
    message.get_by_role("button", name="❤️").focus()
    bob_tab.keyboard.press("Enter")
    expect(message.locator(".msg-reaction")).to_be_visible()
    expect(message.locator(".msg-more")).to_be_focused()
    mine = said(alice_tab, "Low tide at six.")
    expect(mine.locator(".msg-reaction")).to_be_visible(timeout=AT_ONCE)
    mine.locator(".msg-more").focus()
    write(bob_tab, "I will.")
    expect(said(alice_tab, "I will.")).to_be_visible()
    mine.locator(".msg-more").press("Enter")
    mine.get_by_role("button", name="Delete for me").press("Enter")
    expect(mine).to_have_count(0)
    expect(said(alice_tab, "I will.").locator(".msg-more")).to_be_focused()


def test_one_goes_on_reading_where_one_stopped(talking, alice, bob, say):
    alice_tab, bob_tab = talking
    bob_tab.goto("/home")
    bob_tab.goto(say(alice, bob, *(f"Number {number}." for number in range(30))))
    expect(bob_tab.get_by_text("Unread messages", exact=True)).to_be_in_viewport()
    expect(said(bob_tab, "Number 0.")).to_be_in_viewport()
    bob_tab.get_by_role("button", name="To the newest message").click()
    expect(said(bob_tab, "Number 29.")).to_be_in_viewport()
    expect(said(alice_tab, "Number 29.")).to_have_attribute("data-mark", "read")


def test_a_new_message_begins_with_a_name(alice_tab, bob_tab):
    alice_tab.goto("/messages")
    alice_tab.get_by_role("link", name="New message").click()
    alice_tab.get_by_role("searchbox", name="To").fill("bo")
    alice_tab.get_by_role("link", name="Bob").click()
    write(alice_tab, "Low tide at six.")
    expect(said(alice_tab, "Low tide at six.")).to_be_visible()


def test_on_a_phone_five_places_and_writing_are_one_tap_away(open_tab):
    page = open_tab(viewport=PHONE)
    enter(page, "Alice")
    bar = page.get_by_role("navigation", name="Main")
    for name in ("Home", "Explore", "Messages", "Notifications", "Profile", "New post"):
        expect(bar.get_by_role("link", name=name)).to_be_in_viewport()
    expect(page.get_by_role("link", name="Circles")).to_be_in_viewport()
    bar.get_by_role("link", name="Explore").click()
    page.get_by_role("combobox", name="Search").fill("tide")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search"))


def test_at_200_percent_nothing_runs_out_of_the_page(alice, bob, alice_tab, bob_tab, say):
    talk = say(alice, bob, "Low tide at six, and a word that is asveryverylongasthatofadonaudampfschifffahrt.")
    alice_tab.set_viewport_size({"width": PHONE["width"] // 2, "height": PHONE["height"] // 2})
    for path in ("/messages", "/messages/new", "/notifications", talk):
        alice_tab.goto(path)
        assert alice_tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"] // 2, path
    expect(alice_tab.get_by_role("heading", name="Bob")).to_be_in_viewport()
