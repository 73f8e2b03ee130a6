"""The for-you feed: reasons, more and less, and how it is ranked."""

import json
from uuid import uuid4

import pytest
from django.template.loader import render_to_string

from posts.selectors import get_ranking
from social.services import follow_member
from tests.web.conftest import HTMX, Tags
from web.ranking import explained
from web.templatetags.found import why_in_words


def cards(html):
    return [card["id"] for card in Tags(html).all("article")]


def feedback_of(superuser, person):
    return superuser.execute("select post_id::text, kind from feed_feedback where user_id = %s", [person.id]).fetchall()


def seen_by(superuser, person):
    return superuser.execute("select count(*) from feed_seen where user_id = %s", [person.id]).fetchone()[0]


def test_home_has_two_tabs(alice, browser):
    for path in ("/home", "/for-you"):
        links = [a for a in Tags(browser(alice).text(path)).all("a") if a.get("class") == "tab"]
        tabs = {a["href"]: a.get("aria-current") for a in links}
        assert set(tabs) == {"/home", "/for-you"}
        assert tabs[path] == "page"
        assert list(tabs.values()).count("page") == 1


def test_each_post_says_why_and_leads_to_the_rules(alice, bob, browser, post_by):
    follow_member(bob.viewer, alice.id)
    post_by(alice, "For those who follow.")
    html = browser(bob).text("/for-you")
    assert "You follow <bdi>" in html
    assert "Why this?" in html
    assert "/ranking" in [a.get("href") for a in Tags(html).all("a")]


def test_a_reason_stays_text(superuser, alice, bob, browser, post_by):
    superuser.execute("update profiles set display_name = '<b>Al</b>' where user_id = %s", [alice.id])
    follow_member(bob.viewer, alice.id)
    post_by(alice)
    html = browser(bob).text("/for-you")
    assert "You follow <bdi>&lt;b&gt;Al&lt;/b&gt;</bdi>" in html
    assert "<b>Al" not in html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You follow A & B", "You follow <bdi>A &amp; B</bdi>"),
        ("Ada, whom you follow, reposted this", "<bdi>Ada</bdi>, whom you follow, reposted this"),
        ("About #tide, which is trending", "About <bdi>#tide</bdi>, which is trending"),
        ("Similar to what you liked lately", "Similar to what you liked lately"),
        ("A reason of <tomorrow>", "A reason of <tomorrow>"),
    ],
)
def test_reasons_are_said_with_the_name_set_apart(text, words):
    assert why_in_words({"code": "any", "text": text}) == words


def test_an_unknown_reason_is_escaped_like_everything():
    post = {"why": {"code": "tomorrow", "text": "A <b>reason</b>"}}
    assert "A &lt;b&gt;reason&lt;/b&gt;" in render_to_string("web/feed/_why.html", {"post": post})


def test_elsewhere_no_reason_is_given_and_no_feedback_asked_for(alice, bob, browser, post_by):
    follow_member(bob.viewer, alice.id)
    post_by(alice)
    html = browser(bob).text("/home")
    assert "Why this?" not in html
    assert "/feedback" not in html


def test_reading_counts_as_seen_and_older_comes_alone_for_htmx(alice, bob, browser, post_by, superuser):
    follow_member(bob.viewer, alice.id)
    for number in range(3):
        post_by(alice, f"number {number}")
    first = browser(bob).text("/for-you?limit=2")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    assert seen_by(superuser, bob) == 2
    more = browser(bob).text(f"{link}&limit=2", **HTMX)
    assert "<html" not in more
    assert not set(cards(first)) & set(cards(more))


def test_fetching_ahead_reads_nothing(alice, bob, browser, post_by, superuser):
    follow_member(bob.viewer, alice.id)
    post_by(alice)
    his = browser(bob)
    for answer in (his.get("/for-you", headers={"Sec-Purpose": "prefetch;prerender"}), his.head("/for-you")):
        assert answer.status_code == 503
        assert answer["Cache-Control"] == "no-store"
    assert seen_by(superuser, bob) == 0
    assert his.get("/for-you").status_code == 200
    assert seen_by(superuser, bob) == 1


def test_no_page_asks_for_it_ahead(alice, browser):
    html = browser(alice).text("/home")
    assert [a for a in Tags(html).all("link") if a.get("rel") in ("prefetch", "prerender")] == []
    assert "speculationrules" not in html


def test_an_empty_feed_says_what_to_do(alice, browser):
    html = browser(alice).text("/for-you")
    assert "Nothing to show you yet" in html
    assert 'role="feed"' not in html


def feedback(client, post, kind):
    """What HTMX puts where the post stands."""
    card = f"post-{post['id']}"
    return client.htmx_post(f"/posts/{post['id']}/feedback", {"kind": kind}, target=card).content.decode()


def test_less_takes_the_card_away_and_offers_the_way_back(alice, bob, browser, post_by, superuser):
    post = post_by(alice)
    his = browser(bob)
    assert f"/posts/{post['id']}/feedback" in his.text("/for-you")
    less = his.htmx_post(
        f"/posts/{post['id']}/feedback", {"kind": "less"}, target=f"post-{post['id']}"
    ).content.decode()
    assert cards(less) == [f"post-{post['id']}"]
    assert "You will see less like this." in less
    assert post["text"] not in less
    assert feedback_of(superuser, bob) == [(post["id"], "less")]
    back = his.htmx_post(
        f"/posts/{post['id']}/feedback", {"kind": "more"}, target=f"post-{post['id']}"
    ).content.decode()
    assert post["text"] in back
    assert feedback_of(superuser, bob) == [(post["id"], "more")]


def test_more_is_a_toast_and_the_card_stays(alice, bob, browser, post_by, superuser):
    post = post_by(alice)
    more = browser(bob).htmx_post(f"/posts/{post['id']}/feedback", {"kind": "more"}, target="toasts").content.decode()
    assert cards(more) == []
    assert "You will see more like this." in more
    assert feedback_of(superuser, bob) == [(post["id"], "more")]


@pytest.mark.parametrize("kind", ["less", "more"])
def test_without_a_script_feedback_leads_back_and_is_confirmed(alice, bob, browser, post_by, kind):
    post = post_by(alice)
    his = browser(bob)
    answer = his.post(f"/posts/{post['id']}/feedback", {"kind": kind})
    assert (answer.status_code, answer["Location"]) == (302, "/for-you")
    assert f"You will see {kind} like this." in his.text("/for-you")


def test_feedback_is_refused_where_it_makes_no_sense(alice, bob, browser, post_by, superuser):
    own, private = post_by(bob), post_by(alice, "Mine", audience="private")
    his = browser(bob)
    assert his.htmx_post(f"/posts/{uuid4()}/feedback", {"kind": "less"}).status_code == 404
    assert his.htmx_post(f"/posts/{private['id']}/feedback", {"kind": "less"}).status_code == 404
    assert his.htmx_post(f"/posts/{own['id']}/feedback", {"kind": "less"}).status_code == 400
    for data in ({}, {"kind": "worse"}):
        answer = his.htmx_post(f"/posts/{own['id']}/feedback", data)
        assert answer.status_code == 400
        assert answer["HX-Retarget"] == "#toasts"
    assert his.get(f"/posts/{own['id']}/feedback").status_code == 405
    assert feedback_of(superuser, bob) == []


@pytest.mark.parametrize("path", ["/for-you", "/ranking", "/topics"])
def test_visitors_are_sent_to_sign_in(browser, path):
    answer = browser().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/signin?next=")


def test_every_weight_and_rule_that_holds_is_explained(alice, browser):
    html = browser(alice).text("/ranking")
    found = get_ranking(alice.viewer).loads()
    shown = explained(found)
    assert len(shown["parts"]) + len(shown["others"]) == len(found["weights"])
    assert len(shown["rules"]) == len(found["rules"])
    assert [words for words, _ in shown["others"] if words in found["weights"]] == [], "a weight without words"
    assert [words for words, _ in shown["rules"] if words in found["rules"]] == [], "a rule without words"
    assert "Never more than two posts in a row" in html
    assert "Version 0 of the ranking" in html


def test_a_weight_without_words_is_shown_by_its_name():
    shown = explained({"version": 2, "weights": {"base": 1, "moonlight": 4}, "rules": {"moon": "Only at night."}})
    assert shown["others"] == [("moonlight", 4)]
    assert shown["rules"] == [("moon", "Only at night.")]
    assert json.dumps(shown["parts"][0][1:]) == "[1, 100]"
