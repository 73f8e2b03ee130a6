"""Writing in a real browser: with everything a post can have, by keyboard, and nothing of it lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.deeds import comment_on, post_by
from tests.e2e.conftest import aside, enter, let_in, write_post
from tests.e2e.looks import DESK, PHONE, check, looks

pytestmark = pytest.mark.needs_chromium
QUESTION = "What is on your mind?"


def test_a_post_with_poll_and_warning_is_written_by_keyboard(open_tab):
    page = open_tab(viewport=DESK, reduced_motion="reduce")
    enter(page, "Alice")
    page.get_by_label(QUESTION).focus()
    page.keyboard.type("Where do you go to see the sea?")
    page.get_by_role("checkbox", name="Poll").press("Space")
    expect(page.get_by_label("Option 1")).to_be_focused()
    expect(page.get_by_label("Option 3")).to_be_hidden()
    page.keyboard.type("The beach")
    page.keyboard.press("Tab")
    page.keyboard.type("The lighthouse")
    expect(page.get_by_label("Option 3")).to_be_visible()
    page.get_by_role("checkbox", name="Warning").press("Space")
    page.keyboard.type("Seagulls")
    assert check(page) == []
    page.keyboard.press("Control+Enter")
    post = page.locator("#feed article").first
    expect(post).to_contain_text("Seagulls")
    post.get_by_text("Seagulls").click()
    expect(post).to_contain_text("The lighthouse")
    expect(page.get_by_label(QUESTION)).to_have_value("")
    expect(page.locator("#composer-option-1")).to_be_hidden()


def test_a_tool_stays_under_the_pointer_that_presses_it(open_tab):
    page = open_tab(viewport=PHONE, reduced_motion="reduce")
    enter(page, "Alice")
    for name in ("Poll", "Warning", "Later"):
        page.get_by_role("checkbox", name=name).check()
        page.get_by_role("heading", name="Home").evaluate("document.activeElement.blur()")
        page.get_by_role("checkbox", name=name).uncheck()


def test_unsent_words_outlive_the_page_until_they_are_sent(open_tab):
    page = open_tab(viewport=PHONE, reduced_motion="reduce")
    enter(page, "Alice")
    page.get_by_label(QUESTION).fill("Half a thought")
    page.get_by_role("checkbox", name="Poll").check()
    page.get_by_label("Option 1").fill("A choice")
    page.goto("/notifications")
    page.goto("/home")
    expect(page.get_by_label(QUESTION)).to_have_value("Half a thought")
    expect(page.get_by_label("Option 1")).to_have_value("A choice")
    page.get_by_role("checkbox", name="Poll").uncheck()
    page.get_by_role("button", name="Post", exact=True).click()
    expect(page.locator("#feed article").first).to_contain_text("Half a thought")
    page.reload()
    expect(page.get_by_label(QUESTION)).to_have_value("")


def test_a_post_is_scheduled_by_the_clock_of_the_device(open_tab):
    page = open_tab(viewport=DESK, reduced_motion="reduce", timezone_id="Asia/Tokyo")
    enter(page, "Alice")
    page.goto("/posts/new")
    page.get_by_label(QUESTION).fill("Good morning from tomorrow")
    page.get_by_role("checkbox", name="Later").press("Space")
    expect(page.get_by_text("Asia/Tokyo")).to_be_visible()
    chosen = page.get_by_label("Publish at").input_value()
    assert check(page) == []
    page.get_by_role("button", name="Schedule").click()
    expect(page).to_have_url(re.compile("/scheduled$"))
    hour = int(chosen[11:13])
    expect(page.locator("time[data-local]")).to_contain_text(re.compile(rf"\b{hour % 12 or 12}:00"))
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_label("Publish at")).to_have_value(chosen)
    page.get_by_role("button", name="Publish now").click()
    expect(page.locator("article.post-whole")).to_contain_text("Good morning from tomorrow")


def test_a_draft_is_kept_from_the_dialog_and_found_again(open_tab):
    page = open_tab(viewport=PHONE, reduced_motion="reduce")
    enter(page, "Alice")
    page.goto("/notifications")
    page.get_by_role("link", name="New post").click()
    dialog = page.get_by_role("dialog", name="New post")
    dialog.get_by_label(QUESTION).fill("Not done yet")
    assert check(page) == []
    dialog.get_by_role("button", name="Save draft").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("link", name="See it").click()
    expect(page.locator(".own")).to_contain_text("Not done yet")
    page.locator(".own-delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator(".own")).to_have_count(0)


def test_a_comment_is_written_answered_edited_and_deleted(open_tab):
    page = open_tab(viewport=PHONE, reduced_motion="reduce")
    enter(page, "Alice")
    write_post(page, "Low tide at six")
    page.locator("#feed article .when").first.click()
    page.get_by_label("Your comment").fill("I bring boots")
    page.get_by_role("button", name="Reply", exact=True).click()
    comment = page.locator(".comment")
    expect(comment).to_contain_text("I bring boots")
    expect(page.get_by_label("Your comment")).to_have_value("")
    page.get_by_role("link", name="Reply to Alice").click()
    expect(page.get_by_label("Reply to Alice")).to_be_focused()
    page.keyboard.type("And a lamp")
    assert check(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.locator(".answers-list .comment")).to_contain_text("And a lamp")
    page.get_by_label("More about the comment").last.click()
    page.get_by_role("link", name="Edit").last.click()
    page.locator(".answers-list textarea").fill("And two lamps")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".answers-list .comment")).to_contain_text("And two lamps")
    page.get_by_label("More about the comment").first.click()
    page.locator(".comment-menu[open]").get_by_role("link", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(comment.first).to_contain_text("This comment was deleted.")
    expect(page.locator(".answers-list .comment")).to_contain_text("And two lamps")
    assert check(page) == []


def test_a_deleted_post_comes_back_where_it_was(open_tab, alice):
    page = let_in(open_tab(viewport=PHONE, reduced_motion="reduce"), alice)
    for words in ("The first", "The second", "The third"):
        aside(post_by, alice, words)
    page.goto("/home")
    page.get_by_label("More about the post").nth(1).click()
    page.locator(".post-menu[open]").get_by_role("link", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#feed article")).to_have_count(2)
    page.get_by_role("link", name="Undo").click()
    expect(page.locator("#feed article")).to_contain_text(["The third", "The second", "The first"])
    expect(page.get_by_role("link", name="Undo")).to_have_count(0)


def test_axe_finds_nothing_where_people_write(open_tab, alice):
    about = aside(post_by, alice, "Low tide at six")
    said = aside(comment_on, about, alice, "I bring boots")
    post, comment = f"/posts/{about}", f"/comments/{said}"
    page = let_in(open_tab(viewport=DESK, reduced_motion="reduce"), alice)
    page.goto(f"{post}/edit")
    page.get_by_label("Your post").fill("Low tide at seven")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article.post-whole")).to_contain_text("seven")
    pages = [post, *(f"{post}/{name}" for name in ("edit", "versions", "likes", "delete")), comment]
    pages += [f"{comment}/{name}" for name in ("reply", "edit", "delete")]
    pages += ["/drafts", "/scheduled", "/posts/deleted", f"/posts/new?quote={about}"]
    assert [fault for path in pages for fault in looks(page, path)] == []
