"""Muting words in the browser, with and without JavaScript."""

from datetime import UTC, datetime, timedelta

import pytest

from social import selectors, services
from tests.deeds import follow
from tests.web.conftest import Tags

PAGE = "/settings/privacy/words"
CHOSEN = {"match": "word", "action": "hide", "days": ""}


def muted(person):
    return selectors.get_muted_words(person.viewer, 100).loads()["items"]


def links(html):
    return {a.get("href") for a in Tags(html).all("a")}


def checked(html):
    """The choices of the form that are made."""
    return {a["name"]: a["value"] for a in Tags(html).all("input") if a.get("type") == "radio" and "checked" in a}


def test_the_page_begins_empty_with_the_usual_choices_made(alice, browser):
    html = browser(alice).text(PAGE)
    assert "No muted words" in html
    assert checked(html) == CHOSEN


@pytest.mark.parametrize(("days", "about"), [("", "for good"), ("1", "until "), ("7", "until "), ("30", "until ")])
def test_a_word_is_muted_for_as_long_as_was_chosen(alice, browser, days, about):
    page = browser(alice)
    answer = page.post(PAGE, {"phrase": " Spoiler ", "match": "substring", "action": "warn", "days": days})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    (word,) = muted(alice)
    assert (word["phrase"], word["match"], word["action"]) == ("Spoiler", "substring", "warn")
    if days:
        left = datetime.fromisoformat(word["expires_at"]) - datetime.now(UTC)
        assert timedelta(0) < timedelta(days=int(days)) - left < timedelta(minutes=1)
    else:
        assert word["expires_at"] is None
    html = page.text(PAGE)
    assert f"Any part · behind a warning · {about}" in html
    assert "The word is muted" in html


def test_the_same_phrase_again_changes_it(alice, browser):
    page = browser(alice)
    for phrase, action in (("spoiler", "hide"), ("SPOILER", "warn")):
        assert page.post(PAGE, CHOSEN | {"phrase": phrase, "action": action}).status_code == 302
    assert [(w["phrase"], w["action"]) for w in muted(alice)] == [("SPOILER", "warn")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"phrase": ""}, "Which word?"),
        ({"phrase": "\u2060"}, "Something has to be seen of it"),
        ({"phrase": "x" * 101}, "At most 100 characters"),
    ],
)
def test_what_is_refused_comes_back_with_its_reason_and_the_choices(alice, browser, data, words):
    answer = browser(alice).post(PAGE, CHOSEN | {"days": "30"} | data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert checked(html)["days"] == "30"
    assert muted(alice) == []


@pytest.mark.parametrize("wrong", [{"match": "regex"}, {"action": ""}, {"days": "365"}])
def test_choices_that_the_form_does_not_have_are_refused(alice, browser, wrong):
    assert browser(alice).post(PAGE, CHOSEN | {"phrase": "spoiler"} | wrong).status_code == 422
    assert muted(alice) == []


def test_the_limit_is_said(alice, browser, settings):
    settings.MUTED_WORDS = 1
    services.mute_word(alice.viewer, "one")
    answer = browser(alice).post(PAGE, CHOSEN | {"phrase": "two"})
    assert answer.status_code == 422
    assert "You mute 1 words already" in answer.content.decode()


def test_words_are_removed_with_and_without_htmx(alice, browser):
    one, two = (services.mute_word(alice.viewer, phrase).loads()["id"] for phrase in ("one", "two"))
    page = browser(alice)
    answer = page.htmx_post(f"{PAGE}/{one}/remove", target=f"word-{one}")
    assert (answer.status_code, answer.content) == (200, b"")
    answer = page.post(f"{PAGE}/{two}/remove")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert "No muted words" in page.text(PAGE)
    assert page.post(f"{PAGE}/{two}/remove").status_code == 404


def test_nobody_removes_the_words_of_others(alice, bob, browser):
    word = services.mute_word(alice.viewer, "spoiler").loads()["id"]
    assert browser(bob).post(f"{PAGE}/{word}/remove").status_code == 404
    assert "spoiler" not in browser(bob).text(PAGE)
    assert [w["phrase"] for w in muted(alice)] == ["spoiler"]


def test_more_words_are_reached_by_a_plain_link(alice, browser):
    for phrase in ("older", "newer"):
        services.mute_word(alice.viewer, phrase)
    first = browser(alice).text(f"{PAGE}?limit=1")
    (link,) = [href for href in links(first) if "cursor=" in (href or "")]
    assert (">newer<" in first, ">older<" in first) == (True, False)
    assert ">older<" in browser(alice).text(link)


def test_a_phrase_is_shown_as_text(alice, browser):
    services.mute_word(alice.viewer, "<b>bold</b>")
    html = browser(alice).text(PAGE)
    assert "<b>bold</b>" not in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html


def test_the_three_pages_lead_to_each_other_and_privacy_to_all(alice, browser):
    pages = {f"/settings/privacy/{kind}" for kind in ("blocked", "muted", "words")}
    for path in (*pages, "/settings/privacy"):
        assert links(browser(alice).text(path)) >= pages


def test_a_warned_post_waits_behind_its_warning_at_home(alice, bob, browser, post_by):
    follow(alice, bob)
    post_by(bob, "the finale")
    services.mute_word(alice.viewer, "finale", action="warn")
    assert "Muted word: finale" in browser(alice).text("/home")
    services.mute_word(alice.viewer, "finale")
    assert "the finale" not in browser(alice).text("/home")


def test_members_only_and_by_post_only(alice, browser):
    assert browser().get(PAGE)["Location"].startswith("/signin?next=")
    word = services.mute_word(alice.viewer, "spoiler").loads()["id"]
    assert browser(alice).get(f"{PAGE}/{word}/remove").status_code == 405
    assert browser().post(f"{PAGE}/{word}/remove").status_code == 302
    assert len(muted(alice)) == 1
