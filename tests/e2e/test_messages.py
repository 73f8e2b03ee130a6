"""Two people, two browsers, talking to each other."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import cut_line, let_in, said, wait_until_live, write
from tests.e2e.looks import PHONE, check_looks, looks

pytestmark = pytest.mark.needs_chromium
AT_ONCE = 5_000  # milliseconds, on a busy machine


def test_a_conversation_begins_on_the_page_of_a_friend(alice_tab, bob_tab):
    alice_tab.goto("/@bob")
    alice_tab.get_by_role("link", name="Write to Bob").click()
    write(alice_tab, "Low tide at six.")
    expect(said(alice_tab, "Low tide at six.")).to_be_visible()
    alice_tab.wait_for_url("**/messages/*-*")
    bob_tab.goto(alice_tab.url)
    expect(said(bob_tab, "Low tide at six.")).to_be_visible()
    expect(said(alice_tab, "Low tide at six.")).to_have_attribute("data-mark", "read")


def test_a_message_arrives_at_once_and_is_marked_when_it_was_read(talking):
    alice_tab, bob_tab = talking
    write(alice_tab, "Bring boots.")
    expect(said(bob_tab, "Bring boots.")).to_be_visible(timeout=AT_ONCE)
    expect(said(alice_tab, "Bring boots.")).to_have_attribute("data-mark", "read")
    expect(said(alice_tab, "Bring boots.")).to_have_count(1)
    expect(bob_tab.locator("#letters")).to_be_hidden()


def test_a_message_counts_on_every_page_until_it_is_read(talking):
    alice_tab, bob_tab = talking
    bob_tab.goto("/home")
    wait_until_live(bob_tab)
    write(alice_tab, "Where are you?")
    expect(bob_tab.locator("#letters")).to_have_attribute("data-count", "1", timeout=AT_ONCE)
    expect(said(alice_tab, "Where are you?")).to_have_attribute("data-mark", "delivered")
    bob_tab.get_by_role("link", name="Messages").click()
    row = bob_tab.get_by_role("link", name="Where are you?")
    expect(row).to_contain_text("1")
    row.click()
    expect(bob_tab.locator("#letters")).to_be_hidden()
    expect(said(alice_tab, "Where are you?")).to_have_attribute("data-mark", "read")


def test_the_list_follows_what_is_said(talking):
    alice_tab, bob_tab = talking
    bob_tab.goto("/messages")
    wait_until_live(bob_tab)
    write(alice_tab, "News for the list.")
    expect(bob_tab.get_by_role("link", name="News for the list.")).to_be_visible(timeout=AT_ONCE)


def test_one_sees_that_the_other_is_typing(talking):
    alice_tab, bob_tab = talking
    bob_tab.get_by_role("textbox", name="Your message").press_sequentially("Hm")
    expect(alice_tab.locator(".talk-types")).to_have_text("is typing", timeout=AT_ONCE)
    write(bob_tab, "Six is early.")
    expect(said(alice_tab, "Six is early.")).to_be_visible()
    expect(alice_tab.locator(".talk-types")).to_have_text("")


def test_a_reaction_is_seen_by_both_and_taken_back(talking):
    alice_tab, bob_tab = talking
    message = said(bob_tab, "Low tide at six.")
    message.hover()
    message.locator(".msg-more").click()
    message.get_by_role("button", name="👍").click()
    expect(said(alice_tab, "Low tide at six.").get_by_role("button", name="👍").last).to_be_visible(timeout=AT_ONCE)
    message.locator(".msg-reaction").click()
    expect(said(alice_tab, "Low tide at six.").locator(".msg-reaction")).to_have_count(0, timeout=AT_ONCE)


def test_a_message_is_answered_and_taken_back_for_both(talking):
    alice_tab, bob_tab = talking
    message = said(bob_tab, "Low tide at six.")
    message.hover()
    message.locator(".msg-more").click()
    message.get_by_role("link", name="Reply").click()
    write(bob_tab, "I will be there.")
    answer = said(alice_tab, "I will be there.")
    expect(answer.locator(".msg-quote")).to_contain_text("Low tide at six.", timeout=AT_ONCE)
    mine = said(alice_tab, "Low tide at six.").first
    mine.hover()
    mine.locator(".msg-more").click()
    mine.get_by_role("link", name="Delete for both").click()
    alice_tab.get_by_role("button", name="Delete", exact=True).click()
    expect(alice_tab.locator(".msg-gone")).to_have_count(1)
    expect(bob_tab.locator(".msg-gone")).to_have_count(1, timeout=AT_ONCE)


def test_a_picture_is_sent_and_opens_in_the_viewer(talking, tmp_path):
    alice_tab, bob_tab = talking
    picture = tmp_path / "harbour.png"
    Image.new("RGB", (640, 400), "#33aa77").save(picture)
    alice_tab.locator("#write-choose").set_input_files(picture)
    expect(alice_tab.locator(".tile[data-status=ready]")).to_have_count(1)
    write(alice_tab, "The harbour.")
    message = said(bob_tab, "The harbour.")
    expect(message.locator("img")).to_be_visible()
    message.locator("[data-view-media]").click()
    expect(bob_tab.get_by_role("dialog", name="Media viewer")).to_be_visible()
    expect(alice_tab.locator(".tile")).to_have_count(0)


def test_how_long_messages_stay_is_chosen_by_one_and_seen_by_both(talking):
    alice_tab, bob_tab = talking
    alice_tab.locator(".talk-chip").click()
    alice_tab.get_by_label("24 hours").focus()
    alice_tab.keyboard.press("ArrowUp")
    for page in (alice_tab, bob_tab):
        expect(page.locator(".talk-chip")).to_contain_text("1 hour", timeout=AT_ONCE)
    expect(alice_tab.get_by_label("1 hour")).to_be_focused()


def test_a_message_that_was_refused_can_be_tried_again_or_let_go(talking):
    alice_tab, bob_tab = talking
    alice_tab.route("**/messages/send", lambda route: route.fulfill(status=403, body="<p>Not now.</p>"))
    for text in ("Try me again.", "Let me go."):
        write(alice_tab, text)
    waiting = alice_tab.locator(".msg-pending", has_text="Not now.")
    expect(waiting).to_have_count(2)
    waiting.last.get_by_role("button", name="Remove").click()
    alice_tab.unroute("**/messages/send")
    alice_tab.reload()
    expect(waiting).to_have_count(1)
    waiting.get_by_role("button", name="Try again").click()
    expect(said(bob_tab, "Try me again.")).to_be_visible(timeout=AT_ONCE)
    expect(said(bob_tab, "Let me go.")).to_have_count(0)


def test_enter_sends_and_a_draft_survives_the_page(talking):
    alice_tab, _ = talking
    field = alice_tab.get_by_role("textbox", name="Your message")
    field.fill("Sent by a key.")
    field.press("Enter")
    expect(said(alice_tab, "Sent by a key.")).to_be_visible()
    field.press_sequentially("Half a thou")
    alice_tab.reload()
    expect(field).to_have_value("Half a thou")
    alice_tab.goto("/home")
    alice_tab.get_by_text("Alice", exact=True).last.click()
    alice_tab.get_by_role("button", name="Sign out").click()
    assert alice_tab.evaluate("Object.keys(localStorage)") == []


def test_what_is_written_without_a_connection_goes_in_its_order_when_it_is_back(talking):
    alice_tab, bob_tab = talking
    cut_line(alice_tab)
    expect(alice_tab.get_by_text("You are offline.")).to_be_visible()
    write(alice_tab, "First of two.")
    write(alice_tab, "Second of two.")
    expect(alice_tab.locator(".msg-pending")).to_have_count(2)
    expect(alice_tab.locator(".msg-pending").first).to_contain_text("Waits for the connection")
    write(bob_tab, "Meanwhile.")
    expect(said(bob_tab, "Meanwhile.")).to_be_visible()
    alice_tab.context.set_offline(False)
    expect(said(alice_tab, "Meanwhile.")).to_be_visible()
    expect(alice_tab.get_by_text("You are offline.")).to_be_hidden()
    expect(alice_tab.locator(".msg-pending")).to_have_count(0)
    expect(bob_tab.locator(".msg .msg-text")).to_have_text(
        ["Low tide at six.", "Meanwhile.", "First of two.", "Second of two."]
    )


def test_a_line_that_died_in_sleep_is_noticed_and_what_was_missed_is_told(talking):
    alice_tab, bob_tab = talking
    alice_tab.evaluate(
        """() => {
            Object.assign(line, { heard: 0 });
            Object.assign(line.socket, { send() {}, onmessage() {} });
        }"""
    )
    write(bob_tab, "While you slept.")
    expect(said(bob_tab, "While you slept.")).to_be_visible()
    alice_tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(said(alice_tab, "While you slept.")).to_have_count(1)
    expect(alice_tab.locator("#line span")).to_be_hidden()


def test_after_too_long_away_the_conversation_is_taken_anew_and_what_is_being_written_stays(talking):
    alice_tab, _ = talking
    alice_tab.get_by_role("textbox", name="Your message").fill("Half a thou")
    alice_tab.evaluate("document.querySelector('.msg').remove(); hear({ type: 'reload' })")
    expect(said(alice_tab, "Low tide at six.")).to_have_count(1)
    expect(alice_tab.get_by_role("textbox", name="Your message")).to_have_value("Half a thou")


def test_a_lost_answer_makes_no_second_message(talking):
    alice_tab, bob_tab = talking
    lost = []

    def lose_the_first(route):
        answer = route.fetch()
        if lost:
            return route.fulfill(response=answer)
        lost.append(answer.status)
        return route.abort()

    alice_tab.route("**/messages/send", lose_the_first)
    write(alice_tab, "Only once.")
    expect(said(bob_tab, "Only once.")).to_have_count(1)
    expect(alice_tab.locator(".msg-pending")).to_have_count(0)
    expect(said(alice_tab, "Only once.")).to_have_count(1)
    write(alice_tab, "After it.")
    expect(said(bob_tab, "After it.")).to_be_visible()
    assert lost == [200]
    expect(said(bob_tab, "Only once.")).to_have_count(1)


def test_a_request_waits_apart_and_is_read_in_secret_until_it_is_accepted(alice_tab, open_tab, join):
    dora_tab = let_in(open_tab(), join("dora"))
    dora_tab.goto("/messages/with/alice")
    expect(dora_tab.get_by_text("this arrives as a request")).to_be_visible()
    write(dora_tab, "We met at the lighthouse.")
    dora_tab.wait_for_url("**/messages/*-*")
    expect(said(dora_tab, "We met at the lighthouse.")).to_be_visible()
    alice_tab.goto("/messages?state=request")
    alice_tab.get_by_role("link", name="We met at the lighthouse.").click()
    expect(alice_tab.get_by_role("heading", name="Dora would like to write to you")).to_be_visible()
    expect(said(dora_tab, "We met at the lighthouse.")).to_have_attribute("data-mark", "sent")
    wait_until_live(dora_tab)
    alice_tab.get_by_role("button", name="Accept").click()
    write(alice_tab, "I remember the dog.")
    expect(said(dora_tab, "I remember the dog.")).to_be_visible(timeout=AT_ONCE)
    expect(said(dora_tab, "We met at the lighthouse.")).to_have_attribute("data-mark", "read")


def test_earlier_messages_come_when_one_scrolls_up_and_nothing_jumps(talking, alice, bob, say):
    alice_tab, bob_tab = talking
    say(alice, bob, *(f"Number {number}." for number in range(50)))
    expect(said(bob_tab, "Number 49.")).to_be_visible()
    alice_tab.reload()
    expect(said(alice_tab, "Number 49.")).to_be_in_viewport()
    earliest = said(alice_tab, "Number 10.")
    expect(said(alice_tab, "Number 9.")).to_have_count(0)
    earliest.evaluate("message => message.scrollIntoView({ block: 'center' })")
    expect(said(alice_tab, "Low tide at six.")).to_have_count(1)
    expect(earliest).to_be_in_viewport()
    place = earliest.bounding_box()["y"]
    write(bob_tab, "Far below.")
    expect(said(alice_tab, "Far below.")).to_have_count(1)
    assert abs(earliest.bounding_box()["y"] - place) < 2
    alice_tab.get_by_role("button", name="To the newest message").click()
    expect(said(alice_tab, "Far below.")).to_be_in_viewport()


def test_axe_finds_nothing_in_talk(open_tab, alice, bob_tab):
    page = let_in(open_tab(viewport=PHONE, reduced_motion="reduce"), alice)
    found = looks(page, "/messages") + looks(page, "/messages/with/bob")
    write(page, "See https://tides.example 🌊")
    page.wait_for_url("**/messages/*-*")
    wait_until_live(page)
    bob_tab.goto(page.url)
    message = said(bob_tab, "See https")
    message.hover()
    message.locator(".msg-more").click()
    message.get_by_role("button", name="👍").click()
    write(bob_tab, "I did.")
    expect(said(page, "I did.")).to_be_visible()
    found += check_looks(page)
    answer = said(page, "I did.")
    answer.hover()
    answer.locator(".msg-more").click()
    found += check_looks(page)
    for path in ("/messages", "/messages/new", "/messages?state=request", "/messages?state=archived"):
        found += looks(page, path)
    assert not found
