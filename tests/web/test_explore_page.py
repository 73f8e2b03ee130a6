"""What everybody may read of these days, and the ways to it."""

import pytest

from posts import services
from tests.web.conftest import Tags
from topin import sql


@pytest.fixture
def trending(alice, post_by):
    """Two posts, one of them for everybody, after the ranking was made."""
    post_by(alice, "For all to read.")
    post_by(alice, "For me alone.", audience="private")
    services.refresh_trends(sql.SYSTEM)


def test_explore_shows_public_posts_to_members_and_visitors(alice, bob, browser, trending):
    for reader in (alice, bob, None):
        html = browser(reader).text("/explore")
        assert "For all to read." in html
        assert "For me alone." not in html


def test_an_empty_place_says_so(browser):
    assert "Nothing to see just now" in browser().text("/explore")


def test_a_topic_narrows_it_and_is_named(alice, browser, post_by):
    post_by(alice, "Six o'clock #tide")
    post_by(alice, "Elsewhere")
    services.refresh_trends(sql.SYSTEM)
    html = browser().text("/explore?topic=tide")
    assert "Six o" in html
    assert "Elsewhere" not in html
    assert [a for a in Tags(html).all("a") if a.get("href") == "/explore" and a.get("class") == "chip-link"]


def test_explore_and_bookmarks_are_in_the_navigation(alice, browser):
    found = {a["href"]: a for a in Tags(browser(alice).text("/explore")).all("a") if a.get("class") == "nav-link"}
    assert found["/explore"]["aria-current"] == "page"
    assert "/bookmarks" in found


def test_on_a_phone_the_own_profile_leads_to_bookmarks_and_settings(alice, bob, browser):
    own, others = (Tags(browser(reader).text("/@alice")).all("a") for reader in (alice, bob))
    assert {"/bookmarks", "/settings"} <= {a["href"] for a in own if "btn-icon" in a.get("class", "")}
    assert not {"/bookmarks", "/settings"} & {a["href"] for a in others if "btn-icon" in a.get("class", "")}


def test_visitors_find_explore_in_their_bar(browser):
    assert "/explore" in {a.get("href") for a in Tags(browser().text("/explore")).all("a")}


def test_home_waits_for_new_posts(alice, browser):
    html = browser(alice).text("/home")
    (place,) = [div for div in Tags(html).all("div") if div.get("id") == "new-posts"]
    assert place["data-topic"] == "home"
    (button,) = [a for a in Tags(html).all("a") if a.get("hx-target") == "#feed" and "hidden" in a]
    assert button["href"] == "/home"
