"""Polls as people meet them: asked, answered, told."""

import re
from uuid import UUID

import pytest

from posts import selectors, services
from tests.web.conftest import Tags


@pytest.fixture
def post(alice, post_by):
    return post_by(alice, "Tea or coffee?", poll={"options": ["Tea", "Coffee"], "multiple": False, "closes_in": 3600})


@pytest.fixture
def many(alice, post_by):
    return post_by(alice, "Cake?", poll={"options": ["Plum", "Apple", "None"], "multiple": True, "closes_in": 3600})


def options(post):
    return [option["id"] for option in post["poll"]["options"]]


def page(browser, person, post):
    return browser(person).text(f"/posts/{post['id']}")


def votes(person, post):
    return selectors.get_post(person.viewer, UUID(post["id"])).loads()["poll"]["viewer_votes"]


def shares(html):
    return re.findall(r'class="poll-share">(\d+) %', html)


def test_results_wait_until_one_has_voted(bob, browser, post):
    html = page(browser, bob, post)
    assert shares(html) == []
    assert [field["type"] for field in Tags(html).all("input") if field.get("name") == "option_ids"] == ["radio"] * 2
    assert "Closes in 59 minutes" in html


def test_a_vote_is_answered_with_the_result(bob, browser, post):
    html = browser(bob).htmx_post(f"/posts/{post['id']}/vote", {"option_ids": options(post)[0]}).content.decode()
    assert shares(html) == ["100", "0"]
    assert "your choice" in html
    assert "1 voter" in html
    assert "<html" not in html
    assert votes(bob, post) == options(post)[:1]


def test_without_javascript_a_vote_leads_back_to_the_post(bob, browser, post):
    answer = browser(bob).post(f"/posts/{post['id']}/vote", {"option_ids": options(post)[1]})
    assert (answer.status_code, answer["Location"]) == (302, f"/posts/{post['id']}#post-{post['id']}")
    assert shares(page(browser, bob, post)) == ["0", "100"]


def test_a_vote_is_changed_and_withdrawn(bob, browser, post):
    his = browser(bob)
    for chosen in options(post):
        his.post(f"/posts/{post['id']}/vote", {"option_ids": chosen})
    assert votes(bob, post) == options(post)[1:]
    his.post(f"/posts/{post['id']}/vote", {"option_ids": options(post)[1], "withdraw": "1"})
    assert votes(bob, post) == []
    assert shares(page(browser, bob, post)) == []


def test_of_several_choices_each_has_its_share_of_the_voters(bob, charlie, browser, many):
    plum, apple, _ = options(many)
    browser(bob).post(f"/posts/{many['id']}/vote", {"option_ids": [plum, apple]})
    html = browser(charlie).htmx_post(f"/posts/{many['id']}/vote", {"option_ids": [plum]}).content.decode()
    assert shares(html) == ["100", "50", "0"]
    assert [field["type"] for field in Tags(html).all("input") if field.get("name") == "option_ids"] == ["checkbox"] * 3


def test_the_author_sees_the_result_at_any_time(alice, bob, browser, post):
    services.vote_in_poll(bob.viewer, UUID(post["id"]), [UUID(options(post)[0])])
    assert shares(page(browser, alice, post)) == ["100", "0"]


def test_when_it_is_closed_everybody_sees_the_result_and_nobody_votes(bob, charlie, browser, superuser, post):
    services.vote_in_poll(bob.viewer, UUID(post["id"]), [UUID(options(post)[0])])
    superuser.execute("update post_polls set closes_at = now() - interval '1 minute'")
    for reader in (charlie, None):
        html = page(browser, reader, post)
        assert shares(html) == ["100", "0"]
        assert "Final result" in html
        assert not [field for field in Tags(html).all("input") if field.get("name") == "option_ids"]
    assert browser(charlie).post(f"/posts/{post['id']}/vote", {"option_ids": options(post)[1]}).status_code == 409


def test_a_visitor_reads_the_choices_and_is_asked_to_sign_in(browser, post):
    html = page(browser, None, post)
    assert "Coffee" in html
    assert shares(html) == []
    assert "Sign in to vote" in html
    assert browser().post(f"/posts/{post['id']}/vote", {"option_ids": options(post)[0]}).status_code == 302


def test_too_many_choices_are_refused(bob, browser, post):
    assert browser(bob).post(f"/posts/{post['id']}/vote", {"option_ids": options(post)}).status_code == 400
    assert votes(bob, post) == []


@pytest.mark.parametrize("chosen", ["nonsense", "00000000-0000-7000-8000-000000000000"])
def test_what_is_no_choice_of_this_poll_is_refused(bob, browser, post, chosen):
    assert browser(bob).post(f"/posts/{post['id']}/vote", {"option_ids": chosen}).status_code == 400


def test_choices_stay_text(alice, bob, browser, post_by):
    poll = {"options": ["<script>alert(1)</script>", "b"], "multiple": False, "closes_in": 600}
    assert "<script>alert" not in page(browser, bob, post_by(alice, "Which?", poll=poll))
