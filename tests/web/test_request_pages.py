"""Requests to follow a private account, as pages and parts of them."""

import re

import pytest

from tests.deeds import approve, follow, set_profile
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.web.conftest import HTMX, Tags
from topin import sql


@pytest.fixture
def asked(alice, bob, superuser):
    set_profile(superuser, alice, "is_private", True)
    follow(bob, alice)
    return alice


def state(follower, followed):
    return sql.ask(follower.viewer, "follow_state", follower.id, followed.id)


def actions(html):
    return [
        form["action"] for form in Tags(html).all("form") if form.get("action", "").startswith(("/requests", "/mem"))
    ]


def test_the_page_shows_who_asked_with_both_answers(asked, bob, browser):
    html = browser(asked).text("/requests")
    assert 'href="/@bob"' in html
    assert actions(html) == ["/requests/approve-all", f"/requests/{bob.id}/approve", f"/requests/{bob.id}/decline"]
    assert "Nobody waits" in browser(bob).text("/requests")


def test_the_page_of_the_sent_ones_offers_to_withdraw(asked, bob, browser):
    assert actions(browser(bob).text("/requests/sent")) == [f"/requests/{asked.id}/withdraw"]
    assert actions(browser(asked).text("/requests/sent")) == []


@pytest.mark.parametrize("path", ["/requests", "/requests/sent"])
def test_visitors_have_no_requests(browser, path):
    answer = browser().get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/signin?next={path.replace('/', '%2F')}")


@pytest.mark.parametrize(("answer", "then"), [("approve", "following"), ("decline", "none")])
def test_answers_work_without_javascript(asked, bob, browser, answer, then):
    hers = browser(asked)
    done = hers.post(f"/requests/{bob.id}/{answer}", headers={"Referer": "http://testserver/requests"})
    assert (done.status_code, done["Location"]) == (302, "/requests")
    assert state(bob, asked) == then
    assert "Nobody waits" in hers.text("/requests")
    assert hers.post(f"/requests/{bob.id}/{answer}").status_code == 404


def test_a_withdrawal_works_without_javascript(asked, bob, browser):
    done = browser(bob).post(f"/requests/{asked.id}/withdraw")
    assert (done.status_code, done["Location"]) == (302, "/requests/sent")
    assert state(bob, asked) == "none"


@pytest.mark.parametrize(("answer", "said"), [("approve", "Approved"), ("decline", "Declined")])
def test_an_answer_takes_the_place_of_its_buttons(asked, bob, browser, answer, said):
    part = browser(asked).htmx_post(f"/requests/{bob.id}/{answer}").content.decode()
    assert said in part
    assert "<html" not in part
    assert actions(part) == ([f"/members/{bob.id}/follow"] if answer == "approve" else [])


def test_a_withdrawal_takes_the_place_of_its_button(asked, bob, browser):
    part = browser(bob).htmx_post(f"/requests/{asked.id}/withdraw").content.decode()
    assert ("Withdrawn" in part, actions(part)) == (True, [])


def test_all_are_approved_but_for_who_came_later(asked, bob, charlie, browser):
    hers = browser(asked)
    up_to = re.search('name="up_to" value="([^"]+)"', hers.text("/requests"))[1]
    follow(charlie, asked)
    assert hers.post("/requests/approve-all", {"up_to": up_to})["Location"] == "/requests"
    assert (state(bob, asked), state(charlie, asked)) == ("following", "requested")


def test_older_requests_are_reached_by_a_plain_link_and_by_htmx(asked, charlie, browser):
    follow(charlie, asked)
    hers = browser(asked)
    first = hers.text("/requests?limit=1")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    assert ("/@charlie" in first, 'href="/@bob"' in first) == (True, False)
    for headers in ({}, HTMX):
        second = hers.text(link, **headers)
        assert ('href="/@bob"' in second, "<html" in second) == (True, not headers)


def test_the_notification_leads_to_the_requests(asked, browser, run_events):  # noqa: F811
    run_events()
    assert 'href="/requests"' in browser(asked).text("/notifications")


def test_only_the_own_followers_can_be_removed_and_lead_to_the_requests(alice, bob, charlie, browser, superuser):
    approve(superuser, bob, alice)
    own, others = browser(alice).text("/@alice/followers"), browser(charlie).text("/@alice/followers")
    assert f"/members/{bob.id}/remove" in actions(own)
    assert 'href="/requests"' in own
    assert "/remove" not in others
    assert 'href="/requests"' not in others
    assert "/remove" not in browser(bob).text("/@bob/following")


def test_a_follower_is_removed_with_and_without_htmx(alice, bob, charlie, browser):
    follow(bob, alice)
    follow(charlie, alice)
    hers = browser(alice)
    part = hers.htmx_post(f"/members/{bob.id}/remove")
    assert (part.status_code, part.content) == (200, b"")
    page = hers.post(f"/members/{charlie.id}/remove", headers={"Referer": "http://testserver/@alice/followers"})
    assert page["Location"] == "/@alice/followers"
    assert "Nobody here yet" in hers.text("/@alice/followers")
    assert hers.htmx_post(f"/members/{bob.id}/remove").status_code == 404
