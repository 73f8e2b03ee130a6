"""Topics that trend, and those that a member follows or mutes."""

from urllib.parse import quote

import pytest

from posts import selectors, services
from tests.web.conftest import HTMX, Tags


@pytest.fixture
def trends(superuser):
    """Two topics trend."""
    for topic, velocity in (("tide", 5), ("moon", 3)):
        superuser.execute("insert into topic_trends values (%s, %s, 12, 7, now())", [topic, velocity])


def mine(person):
    return selectors.get_my_topics(person.viewer).loads()


def deeds(html):
    return [form["action"] for form in Tags(html).all("form") if form.get("action", "").startswith("/tags/")]


def test_explore_lists_what_trends_fastest_first_for_everybody(alice, browser, trends):
    for reader in (alice, None):
        html = browser(reader).text("/explore")
        assert html.index("#tide") < html.index("#moon")
        assert "7 people write about it" in html


def test_members_follow_and_mute_there_and_visitors_do_not(alice, browser, trends):
    assert {"/tags/tide/follow", "/tags/tide/mute"} <= set(deeds(browser(alice).text("/explore")))
    assert deeds(browser().text("/explore")) == []


def test_chips_are_followed_topics_and_trends(alice, browser, trends):
    services.follow_topic(alice.viewer, "harbour")
    html = browser(alice).text("/explore?topic=moon")
    chips = {a["href"]: a.get("aria-current") for a in Tags(html).all("a") if a.get("class") == "chip-link"}
    assert chips == {
        "/explore": None,
        "/explore?topic=harbour": None,
        "/explore?topic=tide": None,
        "/explore?topic=moon": "true",
    }


def test_what_was_muted_trends_no_more(alice, browser, trends):
    services.mute_topic(alice.viewer, "tide")
    html = browser(alice).text("/explore")
    assert "#tide" not in html
    assert "#moon" in html


def test_trends_are_not_repeated_with_older_posts(alice, browser, trends):
    assert "Trending now" not in browser(alice).text("/explore?limit=1", **HTMX)


@pytest.mark.parametrize(
    ("deed", "after"),
    [
        ("follow", {"followed": ["tide"], "muted": []}),
        ("mute", {"followed": [], "muted": ["tide"]}),
        ("unfollow", {"followed": [], "muted": []}),
        ("unmute", {"followed": [], "muted": []}),
    ],
)
def test_a_deed_changes_the_buttons(alice, browser, deed, after):
    {"unfollow": services.follow_topic, "unmute": services.mute_topic}.get(deed, lambda *_: None)(alice.viewer, "tide")
    html = browser(alice).htmx_post(f"/tags/tide/{deed}").content.decode()
    assert mine(alice) == after
    offered = {"followed": "/tags/tide/unfollow", "muted": "/tags/tide/unmute"}
    held = next((offered[kind] for kind in after if after[kind]), "/tags/tide/follow")
    assert held in deeds(html)
    assert "<html" not in html


def test_without_a_script_a_deed_leads_back_to_the_page_it_was_done_on(alice, browser):
    her = browser(alice)
    answer = her.post("/tags/tide/follow", headers={"Referer": "http://testserver/topics"})
    assert (answer.status_code, answer["Location"]) == (302, "/topics")
    answer = her.post("/tags/tide/mute", headers={"Referer": "https://elsewhere.example/x"})
    assert answer["Location"] == "/tags/tide"


def test_a_topic_is_the_same_however_it_is_written(alice, browser):
    browser(alice).post("/tags/TIDE/follow")
    browser(alice).post(f"/tags/{quote('Grün')}/mute")
    assert mine(alice) == {"followed": ["tide"], "muted": ["grün"]}


def test_what_is_no_tag_is_refused_and_has_no_buttons(alice, browser):
    answer = browser(alice).htmx_post("/tags/12/follow")
    assert answer.status_code == 400
    assert answer["HX-Retarget"] == "#toasts"
    assert deeds(browser(alice).text("/tags/12")) == []


def test_too_many_are_refused_as_a_toast(alice, browser, settings):
    settings.TOPIC_CHOICES = 1
    browser(alice).post("/tags/tide/follow")
    answer = browser(alice).htmx_post("/tags/moon/follow")
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#toasts"


def test_visitors_and_readers_do_nothing(alice, browser):
    assert browser().post("/tags/tide/follow")["Location"].startswith("/signin")
    for deed in ("follow", "unfollow", "mute", "unmute"):
        assert browser(alice).get(f"/tags/tide/{deed}").status_code == 405
    assert mine(alice) == {"followed": [], "muted": []}


def test_the_page_of_a_tag_knows_what_was_chosen(alice, browser, post_by):
    assert "/tags/tide/follow" in deeds(browser(alice).text("/tags/TIDE"))
    services.follow_topic(alice.viewer, "tide")
    assert "/tags/tide/unfollow" in deeds(browser(alice).text("/tags/tide"))
    services.mute_topic(alice.viewer, "tide")
    assert deeds(browser(alice).text("/tags/tide")) == ["/tags/tide/unmute"]
    assert deeds(browser().text("/tags/tide")) == []


def test_the_list_has_what_was_followed_what_was_muted_and_what_trends_besides(alice, browser, trends):
    empty = browser(alice).text("/topics")
    assert "No topic yet." in empty
    services.follow_topic(alice.viewer, "tide")
    services.mute_topic(alice.viewer, "fog")
    html = browser(alice).text("/topics")
    places = [html.index(words) for words in ("You follow", "#tide", "You muted", "#fog", "Trending now", "#moon")]
    assert places == sorted(places)
    assert html.count(">#tide<") == 1


def test_a_strange_topic_stays_text(alice, browser):
    html = browser(alice).text(f"/explore?topic={quote('<script>alert(1)</script>')}")
    assert "<script>alert" not in html
    assert deeds(html) == []
