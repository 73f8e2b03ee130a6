"""Where the links of mails lead."""

import pytest

from accounts import services
from accounts.way import Way
from tests.accounts.letters import delivered
from tests.people import PASSWORD
from tests.web.conftest import Tags
from topin.authentication import COOKIE

DORA = {"display_name": "Dora", "handle": "dora", "email": "dora@topin.test", "password": PASSWORD}


def press(tab, link):
    """Opens the page of a link and presses its button."""
    html = tab.text(link)
    assert [f["method"] for f in Tags(html).all("form") if f["method"] != "dialog"] == ["post"]
    fields = {f["name"]: f["value"] for f in Tags(html).all("input")}
    return tab.post("/confirm", fields)


def test_a_sign_up_is_confirmed_by_its_link_in_any_browser(browser, superuser, settings):
    settings.MAILER_AUTOCONFIRM = False
    browser().post("/signup", DORA | {"next": "/@dora"})
    [letter] = delivered(superuser)
    telephone = browser()
    answer = press(telephone, letter.link)
    assert (answer.status_code, answer["Location"]) == (302, "/@dora")
    assert "@dora" in telephone.text("/home")


def test_who_was_let_in_by_a_link_is_told_as_whom(alice, browser, superuser):
    browser().post("/signin/code", {"email": alice.email})
    [letter] = delivered(superuser)
    victim = browser()
    press(victim, letter.link)
    assert f"You are signed in as {alice.email}." in victim.text("/home")


def test_looking_at_a_link_does_not_use_it_up(alice, browser, superuser):
    browser().post("/signin/code", {"email": alice.email})
    [letter] = delivered(superuser)
    scanner = browser()
    for _ in range(3):
        assert COOKIE not in scanner.get(letter.link).cookies
        assert scanner.head(letter.link).status_code in (200, 405)
    assert press(browser(), letter.link)["Location"] == "/home"


def test_a_link_is_good_once_and_then_shows_the_way_on(alice, browser, superuser):
    browser().post("/signin/code", {"email": alice.email})
    [letter] = delivered(superuser)
    press(browser(), letter.link)
    answer = press(browser(), letter.link)
    assert answer.status_code == 403
    html = answer.content.decode()
    assert "does not work any more" in html
    assert "/signin/code" in [a["href"].split("?")[0] for a in Tags(html).all("a")]


def test_the_link_of_a_recovery_leads_to_a_new_password(alice, browser, superuser):
    browser().post("/recover", {"email": alice.email, "next": "/notifications"})
    [letter] = delivered(superuser)
    telephone = browser()
    page = press(telephone, letter.link)["Location"]
    assert page == "/password/new?next=%2Fnotifications"
    assert telephone.post(page, {"password": "a quite new password"}).status_code == 302


def test_a_change_of_address_wants_both_mailboxes(alice, browser, superuser, settings):
    settings.MAILER_AUTOCONFIRM = False
    services.update_auth_user(alice.viewer, data={}, email="new@topin.test", way=Way("/settings", web=True))
    old, new = sorted(delivered(superuser), key=lambda letter: letter.to != alice.email)
    hers = browser(alice)
    first = press(hers, old.link)
    assert first.status_code == 200
    assert "One address to go" in first.content.decode()
    assert press(hers, new.link)["Location"] == "/settings"
    assert "new e-mail address counts" in hers.text("/home")


@pytest.mark.parametrize("query", ["", "?type=signup", "?token_hash=" + "a" * 56, "?type=sms&token_hash=" + "a" * 56])
def test_half_a_link_is_none(query, browser):
    answer = browser().get(f"/confirm{query}")
    assert answer.status_code == 400
    assert "does not work any more" in answer.content.decode()


def test_the_link_leads_to_no_other_site(browser):
    html = browser().text("/confirm?type=signup&next=https://evil.example/&token_hash=" + "a" * 56)
    assert "evil.example" not in html


def test_a_link_from_elsewhere_cannot_press_the_button(browser):
    forged = browser(enforce_csrf_checks=True)
    assert forged.post("/confirm", {"type": "signup", "token_hash": "a" * 56}).status_code == 403


def test_links_tried_from_one_address_are_limited(browser, rate_limits):
    rate_limits("verify=1/5m")
    link = "/confirm?type=signup&token_hash=" + "a" * 56
    assert press(browser(), link).status_code == 403
    refused = press(browser(), link)
    assert refused.status_code == 429
    assert "Too many tries. Try again in 5 minutes." in refused.content.decode()
