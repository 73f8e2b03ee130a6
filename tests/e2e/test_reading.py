"""Reading with all that a browser can: voting, handing on, keeping, keys, figures that move, new posts."""

import pytest
from playwright.sync_api import expect

from tests.deeds import follow, post_by
from tests.e2e.conftest import aside, let_in, wait_until_live, write_post
from tests.e2e.looks import PHONE, check, looks

pytestmark = pytest.mark.needs_chromium
AT_ONCE = 10_000  # milliseconds, on a busy machine
ASK = """async (fields) => {
    const headers = {"Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf};
    const answer = await fetch("/api/posts", {method: "POST", headers, body: JSON.stringify(fields)});
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()).id;
}"""
POLL = {"options": ["Tea", "Coffee"], "multiple": False, "closes_in": 3600}


@pytest.fixture
def alice_tab(open_tab, alice):
    """Alice's browser, where she is home."""
    page = let_in(open_tab(reduced_motion="reduce"), alice)
    page.goto("/home")
    return page


@pytest.fixture
def bob_tab(open_tab, alice, bob):
    """The one of Bob, who follows her, on no page yet."""
    aside(follow, bob, alice)
    return let_in(open_tab(viewport=PHONE, reduced_motion="reduce"), bob)


def card(page, text):
    return page.locator(".post", has_text=text)


def test_a_vote_shows_the_result_and_can_be_changed(alice, bob_tab):
    aside(post_by, alice, "What shall it be?", poll=POLL)
    bob_tab.goto("/home")
    poll = card(bob_tab, "What shall it be?").locator(".poll")
    assert check(bob_tab) == []
    poll.get_by_label("Tea").check()
    poll.get_by_role("button", name="Vote").click()
    expect(poll.locator(".poll-result.chosen")).to_contain_text("Tea")
    expect(poll.locator(".poll-share").first).to_contain_text("100 %")
    assert check(bob_tab) == []
    poll.get_by_text("Change your vote").click()
    poll.get_by_label("Coffee").check()
    poll.get_by_role("button", name="Vote").click()
    expect(poll.locator(".poll-result.chosen")).to_contain_text("Coffee")
    poll.get_by_text("Change your vote").click()
    poll.get_by_role("button", name="Withdraw").click()
    expect(poll.get_by_label("Coffee")).to_be_visible()
    expect(poll.locator(".poll-result")).to_have_count(0)


def test_a_post_is_reposted_quoted_and_the_repost_taken_back(alice, bob_tab):
    aside(post_by, alice, "Low tide at six.")
    bob_tab.goto("/home")
    post = card(bob_tab, "Low tide at six.")
    post.locator(".act-repost").click()
    assert check(bob_tab) == []
    post.get_by_role("button", name="Repost").click()
    expect(post.locator("[data-reposts]")).to_have_text("1")
    bob_tab.goto("/@bob")
    expect(bob_tab.locator(".post-why")).to_contain_text("You reposted")
    assert check(bob_tab) == []
    post.locator(".act-repost").click()
    post.get_by_role("button", name="Undo repost").click()
    expect(post.locator("[data-reposts]")).to_have_text("0")
    post.locator(".act-repost").click()
    post.get_by_role("link", name="Quote").click()
    expect(bob_tab.locator(".quote")).to_contain_text("Low tide at six.")


def test_a_post_is_kept_in_a_new_folder(alice, bob_tab):
    aside(post_by, alice, "Low tide at six.")
    bob_tab.goto("/home")
    post = card(bob_tab, "Low tide at six.")
    post.get_by_label("More about the post").click()
    post.get_by_role("link", name="Save to a folder").click()
    dialog = bob_tab.get_by_role("dialog", name="Save to a folder")
    dialog.get_by_label("Or a new folder").fill("Tides")
    assert check(bob_tab) == []
    dialog.get_by_role("button", name="Save").click()
    expect(bob_tab.get_by_text("Saved to Tides")).to_be_visible()
    expect(dialog).to_be_hidden()
    keep = post.get_by_role("button", name="Bookmark")
    expect(keep).to_have_attribute("aria-pressed", "true")
    bob_tab.goto("/bookmarks")
    bob_tab.get_by_role("link", name="Tides 1").click()
    expect(post).to_be_visible()
    assert check(bob_tab) == []
    keep.click()
    expect(keep).to_have_attribute("aria-pressed", "false")
    bob_tab.reload()
    expect(bob_tab.get_by_role("heading", name="Nothing in this folder")).to_be_visible()
    assert check(bob_tab) == []


def test_a_feed_is_read_with_the_keyboard_alone(alice, alice_tab):
    for text in ("First words.", "Second words.", "Third words."):
        aside(post_by, alice, text)
    alice_tab.reload()
    wait_until_live(alice_tab)
    press = alice_tab.keyboard.press
    press("j")
    expect(card(alice_tab, "Third words.")).to_be_focused()
    press("j")
    second = card(alice_tab, "Second words.")
    expect(second).to_be_focused()
    press("k")
    expect(card(alice_tab, "Third words.")).to_be_focused()
    press("j")
    press("l")
    expect(second.locator("[data-likes]")).to_have_text("1")
    press("b")
    expect(second.get_by_role("button", name="Bookmark")).to_have_attribute("aria-pressed", "true")
    press("r")
    expect(second.get_by_role("button", name="Repost")).to_be_focused()
    press("Enter")
    expect(second.locator("[data-reposts]")).to_have_text("1")
    press("?")
    keys = alice_tab.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    assert check(alice_tab) == []
    press("Escape")
    expect(keys).to_be_hidden()
    press("j")
    press("Enter")
    alice_tab.wait_for_url("**/posts/*")


def test_whoever_writes_walks_nowhere(alice_tab):
    write_post(alice_tab, "First words.")
    text = alice_tab.get_by_label("What is on your mind?")
    text.press_sequentially("jkl rb?")
    expect(text).to_be_focused()
    expect(text).to_have_value("jkl rb?")
    expect(alice_tab.get_by_role("dialog")).to_have_count(0)


def test_the_figures_of_the_open_post_move_by_themselves(alice_tab, bob_tab):
    post = alice_tab.evaluate(ASK, {"text": "Low tide at six."})
    alice_tab.goto(f"/posts/{post}")
    wait_until_live(alice_tab)
    alice_tab.evaluate("window.untouched = true")
    bob_tab.goto(f"/posts/{post}")
    bob_tab.get_by_role("button", name="Like").click()
    mine = alice_tab.locator(".post-whole")
    expect(mine.locator(".post-stats [data-likes]")).to_have_text("1", timeout=AT_ONCE)
    bob_tab.locator(".act-repost").click()
    bob_tab.get_by_role("button", name="Repost").click()
    expect(mine.locator(".acts [data-reposts]")).to_have_text("1", timeout=AT_ONCE)
    expect(mine.locator(".post-stats [data-views]")).to_have_text("1", timeout=AT_ONCE)
    assert alice_tab.evaluate("window.untouched"), "nothing was loaded anew"


def test_new_posts_are_announced_and_come_when_asked_for(alice_tab, bob_tab):
    bob_tab.goto("/home")
    wait_until_live(bob_tab)
    button = bob_tab.get_by_role("link", name="New posts")
    alice_tab.evaluate(ASK, {"text": "Low tide at six."})
    expect(button).to_be_visible(timeout=AT_ONCE)
    expect(card(bob_tab, "Low tide at six.")).to_have_count(0)
    assert check(bob_tab) == []
    button.click()
    expect(card(bob_tab, "Low tide at six.")).to_be_visible()
    expect(button).to_be_hidden()


def test_own_posts_announce_nothing(alice_tab, bob_tab):
    alice_tab.reload()
    wait_until_live(alice_tab)
    write_post(alice_tab, "Low tide at six.")
    bob_tab.goto("/home")
    wait_until_live(bob_tab)
    alice_tab.evaluate(ASK, {"text": "High tide at noon."})
    expect(bob_tab.get_by_role("link", name="New posts")).to_be_visible(timeout=AT_ONCE)
    expect(alice_tab.get_by_role("link", name="New posts")).to_be_hidden()


def test_a_warning_is_lifted_by_whoever_wants_to_read_on(alice, alice_tab):
    aside(post_by, alice, "The butler did it.", content_warning="Spoilers")
    alice_tab.goto("/@alice")
    words = alice_tab.get_by_text("The butler did it.")
    expect(words).to_be_hidden()
    assert check(alice_tab) == []
    alice_tab.get_by_text("Spoilers").click()
    expect(words).to_be_visible()
    assert check(alice_tab) == []


def test_explore_and_tags_are_for_visitors_too(alice, open_tab):
    aside(post_by, alice, "Six o'clock #tide")
    visitor = open_tab(reduced_motion="reduce")
    assert looks(visitor, "/explore") == []
    assert looks(visitor, "/tags/tide") == []
    expect(card(visitor, "Six o'clock")).to_be_visible()
