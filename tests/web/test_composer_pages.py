"""Writing a post, without a script."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from posts import selectors
from tests.web.circles import open_circle
from tests.web.conftest import HTMX, Tags

POLL = {"with_poll": "on", "poll_option": ["Pier", "Lighthouse", "", "", "", ""], "poll_length": "3600"}


def newest(person):
    return selectors.get_posts_of_member(person.viewer, person.id, 1).loads()["items"][0]


def soon(**delta):
    return (datetime.now(UTC) + timedelta(**delta)).strftime("%Y-%m-%dT%H:%M")


def test_a_post_with_everything_is_published(alice, browser):
    written = {"text": "Where?", "audience": "followers", "reply_policy": "mutuals", "with_warning": "on"}
    written |= {"content_warning": "Seagulls", "poll_multiple": "on", **POLL}
    assert browser(alice).post("/posts", written)["Location"] == "/home"
    post = newest(alice)
    assert (post["audience"], post["reply_policy"], post["content_warning"]) == ("followers", "mutuals", "Seagulls")
    assert [option["text"] for option in post["poll"]["options"]] == ["Pier", "Lighthouse"]
    assert post["poll"]["multiple"]


def test_what_is_switched_off_is_not_sent_though_it_was_written(alice, browser):
    written = {"text": "Plain.", "audience": "public", "content_warning": "Seagulls", **POLL}
    del written["with_poll"]
    browser(alice).post("/posts", written)
    post = newest(alice)
    assert (post["poll"], post["content_warning"]) == (None, None)


def test_a_circle_stands_among_the_audiences(alice, browser):
    circle = open_circle(alice)
    hers = browser(alice)
    assert f'value="circle:{circle["id"]}"' in hers.text("/posts/new")
    answer = hers.post("/posts", {"text": "Ebb at noon", "audience": f"circle:{circle['id']}"})
    assert answer["Location"] == reverse("circle", args=[circle["slug"]])
    assert newest(alice)["circle"]["id"] == circle["id"]


def test_private_accounts_begin_with_their_followers(alice, browser, superuser):
    superuser.execute("update profiles set is_private = true where user_id = %s", [alice.id])
    selected = [o["value"] for o in Tags(browser(alice).text("/posts/new")).all("option") if "selected" in o]
    assert "followers" in selected


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"poll_option": ["Only one", ""], "with_poll": "on"}, "A poll needs at least two options."),
        ({"with_schedule": "on"}, "Choose when it is published."),
        ({"with_schedule": "on", "scheduled_local": "2001-01-01T10:00"}, "between a minute and a year"),
        ({"with_warning": "on", "content_warning": "w" * 400}, "The content warning is too long."),
        ({"poll_option": ["a" * 200, "b"], "with_poll": "on"}, "An option of the poll is too long."),
        ({"quote_id": "01a21b91-0000-7000-8000-000000000000"}, "not there any more"),
    ],
)
def test_a_refused_post_keeps_its_words_and_says_why(wrong, words, alice, browser):
    answer = browser(alice).post("/posts", {"text": "Kept words", "audience": "mutuals", **wrong})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "Kept words" in html
    assert words in html
    assert '<option value="mutuals" selected>' in html


def test_a_post_without_anything_is_refused_and_a_poll_alone_is_enough(alice, browser):
    nothing = browser(alice).post("/posts", {"text": " ", "audience": "public"})
    assert nothing.status_code == 400
    assert browser(alice).post("/posts", {"text": "", "audience": "public", **POLL}).status_code == 302


def test_a_quote_shows_what_is_quoted_and_takes_it_along(alice, bob, browser, post_by):
    quoted = post_by(alice, "Quote me")
    his = browser(bob)
    page = his.text(f"/posts/new?quote={quoted['id']}")
    assert "Quote me" in page
    assert f'name="quote_id" value="{quoted["id"]}"' in page
    his.post("/posts", {"text": "", "audience": "public", "quote_id": quoted["id"]})
    assert newest(bob)["quote"]["id"] == quoted["id"]


def test_what_was_said_in_a_circle_is_quoted_in_that_circle(alice, browser, post_by):
    circle = open_circle(alice)
    quoted = post_by(alice, "Ebb", audience="circle", circle_id=circle["id"])
    page = browser(alice).text(f"/posts/new?quote={quoted['id']}")
    assert f'value="circle:{circle["id"]}" selected' in page


def test_a_refused_quote_still_shows_the_quoted(alice, bob, browser, post_by):
    quoted = post_by(alice, "Quote me")
    answer = browser(bob).post("/posts", {"text": "a" * 2001, "audience": "public", "quote_id": quoted["id"]})
    assert "Quote me" in answer.content.decode()


@pytest.mark.parametrize("asked", ["", "nonsense", "01a21b91-0000-7000-8000-000000000000"])
def test_a_quote_of_nothing_is_a_plain_composer(asked, alice, browser):
    assert 'name="quote_id"' not in browser(alice).text(f"/posts/new?quote={asked}")


def test_what_others_keep_to_themselves_cannot_be_quoted_into_sight(alice, bob, browser, post_by):
    private = post_by(alice, "Nobody may read this", audience="private")
    assert "Nobody may read this" not in browser(bob).text(f"/posts/new?quote={private['id']}")
    answer = browser(bob).post("/posts", {"text": "x", "audience": "public", "quote_id": private["id"]})
    assert answer.status_code == 400
    assert "Nobody may read this" not in answer.content.decode()


def test_a_time_without_a_script_is_in_utc(alice, browser):
    time = soon(hours=5)
    answer = browser(alice).post(
        "/posts", {"text": "Later", "audience": "public", "with_schedule": "on", "scheduled_local": time}
    )
    assert answer["Location"] == "/scheduled"
    (post,) = selectors.get_scheduled_posts(alice.viewer, 5).loads()["items"]
    assert post["scheduled_at"].startswith(time)


def test_a_time_reckoned_by_the_script_goes_before_the_field(alice, browser):
    time = soon(hours=7)
    written = {"text": "Later", "audience": "public", "with_schedule": "on", "scheduled_local": soon(hours=5)}
    browser(alice).post("/posts", written | {"scheduled_at": f"{time}:00.000Z"})
    (post,) = selectors.get_scheduled_posts(alice.viewer, 5).loads()["items"]
    assert post["scheduled_at"].startswith(time)


def test_a_draft_kept_from_the_feed_says_where_it_is(alice, browser):
    hers = browser(alice)
    toast = hers.htmx_post("/posts", {"text": "Unfinished", "audience": "public", "do": "draft"}, target="feed")
    assert (toast["HX-Retarget"], toast["HX-Reswap"]) == ("#toasts", "beforeend")
    assert "/drafts" in toast.content.decode()
    assert hers.post("/posts", {"text": "Another", "audience": "public", "do": "draft"})["Location"] == "/drafts"
    assert [p["text"] for p in selectors.get_drafts(alice.viewer, 5).loads()["items"]] == ["Another", "Unfinished"]


def test_a_post_for_a_circle_from_home_names_the_circle(alice, browser):
    circle = open_circle(alice)
    written = {"text": "Ebb", "audience": f"circle:{circle['id']}"}
    card = browser(alice).htmx_post("/posts", written, target="feed").content.decode()
    assert circle["name"] in card


def test_the_dialog_gets_the_form_alone(alice, browser):
    html = browser(alice).text("/posts/new", **HTMX)
    assert "<html" not in html
    assert 'id="new-post"' in html
