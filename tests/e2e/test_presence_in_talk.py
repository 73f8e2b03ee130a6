"""Whether the other one is here, in the head of a conversation: it goes when one may not know it any more."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import wait_until_live

pytestmark = pytest.mark.needs_chromium

CHOOSE = """who => fetch("/api/settings/privacy", {
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf },
    body: JSON.stringify({ active_status_visibility: who }),
}).then(({ status }) => status)"""


def choose(page, who):
    assert page.evaluate(CHOOSE, who) == 200


def test_it_goes_from_the_page_at_once_when_it_is_hidden_and_moves_again_when_it_is_not(talking):
    alice_tab, bob_tab = talking
    online = alice_tab.locator("#talk-head").get_by_text("Online")
    expect(online).to_be_visible()
    choose(bob_tab, "nobody")
    expect(online).to_be_hidden()
    choose(bob_tab, "mutuals")
    bob_tab.locator(".talk-expiry summary").click()  # both are told: the head comes anew
    bob_tab.get_by_label("7 days").check()
    expect(online).to_be_visible()
    choose(bob_tab, "nobody")  # and listens again
    expect(online).to_be_hidden()


def test_a_right_that_was_lost_while_the_line_was_down_is_missed_when_it_is_back(talking):
    alice_tab, bob_tab = talking
    online = alice_tab.locator("#talk-head").get_by_text("Online")
    expect(online).to_be_visible()
    alice_tab.evaluate("line.socket.onmessage = null")  # what is said now she does not hear
    choose(bob_tab, "nobody")
    alice_tab.evaluate("hangUp()")
    wait_until_live(alice_tab)
    expect(online).to_be_hidden()
