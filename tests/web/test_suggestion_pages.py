"""Whom to follow, as a page and as the card beside other pages."""

import pytest

from social import services
from tests.deeds import follow
from tests.web.conftest import HTMX, Tags
from topin import sql


@pytest.fixture
def between(alice, bob, charlie, join):
    """alice follows bob, and bob follows charlie and dora."""
    follow(alice, bob)
    follow(bob, charlie, join("dora"))


def actions(html):
    return {form.get("action") for form in Tags(html).all("form")}


def test_the_page_says_why_and_offers_to_follow_and_to_dismiss(alice, charlie, between, browser):
    html = browser(alice).text("/suggestions")
    assert 'href="/@charlie"' in html
    assert html.count("Followed by Bob") == 2
    assert {f"/members/{charlie.id}/follow", f"/suggestions/{charlie.id}/dismiss"} <= actions(html)


def test_without_anybody_to_suggest_the_page_says_so(alice, browser):
    html = browser(alice).text("/suggestions")
    assert "Nobody to suggest yet" in html
    assert "suggestions-title" not in browser(alice).text("/home")


def test_visitors_have_no_suggestions(browser):
    answer = browser().get("/suggestions")
    assert (answer.status_code, answer["Location"]) == (302, "/signin?next=%2Fsuggestions")


def test_older_ones_are_reached_by_a_plain_link_and_by_htmx(alice, between, browser):
    hers = browser(alice)
    first = hers.text("/suggestions?limit=1")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    for headers in ({}, HTMX):
        second = hers.text(link, **headers)
        assert (second.count('class="why"'), "<html" in second) == (1, not headers)


def test_a_dismissal_works_without_javascript(alice, charlie, between, browser):
    hers = browser(alice)
    done = hers.post(f"/suggestions/{charlie.id}/dismiss", headers={"Referer": "http://testserver/suggestions?limit=5"})
    assert (done.status_code, done["Location"]) == (302, "/suggestions?limit=5")
    html = hers.text("/suggestions")
    assert ("@charlie" in html, "@dora" in html) == (False, True)


def test_a_dismissal_takes_the_row_away(alice, charlie, between, browser):
    part = browser(alice).htmx_post(f"/suggestions/{charlie.id}/dismiss")
    assert (part.status_code, part.content) == (200, b"")


def test_a_follow_from_the_list_changes_its_button(alice, charlie, between, browser):
    part = browser(alice).htmx_post(f"/members/{charlie.id}/follow").content.decode()
    assert "Following" in part
    assert sql.ask(alice.viewer, "is_following", alice.id, charlie.id) is True


def test_three_are_beside_every_page_but_their_own(alice, bob, browser, join):
    follow(alice, bob)
    follow(bob, *[join(f"person_{n}") for n in range(5)])
    hers = browser(alice)
    for page in ("/notifications", "/@bob"):
        html = hers.text(page)
        assert html.count('class="why"') == 3, page
        assert 'href="/suggestions"' in html
    assert hers.text("/suggestions").count('class="why"') == 5
    assert "suggestions-title" not in browser().text("/@bob")


def test_an_empty_home_feed_leads_to_people_once(alice, bob, between, browser, post_by):
    empty = browser(alice).text("/home")
    assert empty.count('id="suggestions-title"') == 1
    assert empty.index("It is quiet here") < empty.index('id="suggestions-title"') < empty.index("</main>")
    post_by(bob)
    filled = browser(alice).text("/home")
    assert filled.index("</main>") < filled.index('id="suggestions-title"')


def test_who_follows_one_is_offered_to_follow_back(alice, bob, browser):
    follow(bob, alice)
    html = browser(alice).text("/suggestions")
    assert ("Follows you" in html, "Follow back" in html) == (True, True)


def test_the_blocked_are_gone_from_the_card(alice, charlie, between, browser):
    assert "@charlie" in browser(alice).text("/notifications")
    services.block_member(charlie.viewer, alice.id)
    html = browser(alice).text("/notifications")
    assert ("@charlie" in html, "@dora" in html) == (False, True)
