"""Drafts, scheduled and deleted posts."""

from datetime import UTC, datetime, timedelta

import pytest

from posts import selectors, services
from tests.web.conftest import HTMX, Tags

POLL = {"options": ["Pier", "Lighthouse"], "multiple": False, "closes_in": 3 * 86_400}


@pytest.fixture
def draft(alice):
    return services.create_post(alice.viewer, text="Unfinished", status="draft").loads()


@pytest.fixture
def scheduled(alice):
    at = datetime.now(UTC) + timedelta(hours=5)
    return services.create_post(alice.viewer, text="Tomorrow", status="scheduled", scheduled_at=at).loads()


def post_of(person, post):
    return selectors.get_post(person.viewer, post["id"]).loads()


def minute(**ahead):
    return (datetime.now(UTC) + timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


def test_each_list_shows_its_own_and_nobody_elses(alice, bob, browser, draft, scheduled, post_by):
    services.delete_post(alice.viewer, post_by(alice, "Regretted")["id"])
    hers, his = browser(alice), browser(bob)
    for path, words in (("/drafts", "Unfinished"), ("/scheduled", "Tomorrow"), ("/posts/deleted", "Regretted")):
        html = hers.text(path)
        assert [w for w in ("Unfinished", "Tomorrow", "Regretted") if w in html] == [words]
        assert words not in his.text(path)


def test_a_draft_is_edited_and_then_published(alice, browser, draft):
    hers = browser(alice)
    assert "Unfinished</textarea>" in hers.text(f"/posts/{draft['id']}/edit")
    saved = hers.post(f"/posts/{draft['id']}/edit", {"text": "Nearly", "audience": "mutuals"})
    assert saved["Location"] == "/drafts"
    assert (post_of(alice, draft)["text"], post_of(alice, draft)["audience"]) == ("Nearly", "mutuals")
    done = hers.post(f"/posts/{draft['id']}/edit", {"text": "Done", "audience": "public", "do": "publish"})
    assert done["Location"] == f"/posts/{draft['id']}"
    assert (post_of(alice, draft)["status"], post_of(alice, draft)["text"]) == ("published", "Done")


def test_a_draft_gets_a_time_and_loses_it_again(alice, browser, draft):
    hers, time = browser(alice), minute(hours=3)
    form = {"text": "Unfinished", "audience": "public", "with_schedule": "on", "scheduled_local": time}
    assert hers.post(f"/posts/{draft['id']}/edit", form)["Location"] == "/scheduled"
    assert post_of(alice, draft)["scheduled_at"].startswith(time)
    without = {"text": "Unfinished", "audience": "public"}
    assert hers.post(f"/posts/{draft['id']}/edit", without)["Location"] == "/drafts"
    assert post_of(alice, draft)["status"] == "draft"


def test_a_time_that_was_not_changed_stays_to_the_second(alice, browser, scheduled):
    time = scheduled["scheduled_at"]
    form = {"text": "Other words", "audience": "public", "with_schedule": "on", "scheduled_local": time[:16]}
    browser(alice).post(f"/posts/{scheduled['id']}/edit", form)
    assert post_of(alice, scheduled)["scheduled_at"] == time
    refused = browser(alice).post(f"/posts/{scheduled['id']}/edit", form | {"scheduled_local": ""})
    assert refused.status_code == 400
    assert "Choose when it is published." in refused.content.decode()


def test_the_length_of_a_drafts_poll_is_asked_for_only_when_its_options_change(alice, browser):
    draft = services.create_post(alice.viewer, text="Where?", status="draft", poll=POLL).loads()
    form = {"text": "Where to?", "audience": "public", "poll_part": "1", "with_poll": "on", "poll_length": ""}
    hers, address = browser(alice), f"/posts/{draft['id']}/edit"
    assert hers.post(address, form | {"poll_option": ["Pier", "Lighthouse"]}).status_code == 302
    assert hers.post(address, form | {"poll_option": ["Pier", "Dune"]}).status_code == 400
    assert hers.post(address, form | {"poll_option": ["Pier", "Dune"], "poll_length": "3600"}).status_code == 302
    assert hers.post(address, {"text": "Where to?", "audience": "public", "poll_part": "1"}).status_code == 302
    assert post_of(alice, draft)["poll"] is None


def test_both_are_published_now_from_their_lists(alice, browser, draft, scheduled):
    for post in (draft, scheduled):
        assert browser(alice).post(f"/posts/{post['id']}/publish")["Location"] == f"/posts/{post['id']}"
        assert post_of(alice, post)["status"] == "published"


def test_an_empty_draft_is_not_published_and_the_list_says_why(alice, browser):
    empty = services.create_post(alice.viewer, status="draft").loads()
    hers = browser(alice)
    answer = hers.post(f"/posts/{empty['id']}/publish", headers={"Referer": "http://testserver/drafts"})
    assert answer["Location"] == "/drafts"
    assert 'class="toast"' in hers.text("/drafts")
    assert post_of(alice, empty)["status"] == "draft"


def test_a_draft_is_deleted_for_good_after_a_question(alice, browser, draft):
    hers = browser(alice)
    assert "for good" in hers.text(f"/posts/{draft['id']}/delete")
    assert hers.post(f"/posts/{draft['id']}/delete")["Location"] == "/drafts"
    assert hers.get(f"/posts/{draft['id']}").status_code == 404


def test_htmx_takes_a_deleted_draft_out_of_the_list_without_a_way_back(alice, browser, draft):
    answer = browser(alice).htmx_post(f"/posts/{draft['id']}/delete")
    assert answer.content.strip() == b""


def test_others_cannot_publish_or_restore(alice, bob, browser, draft, post_by):
    gone = post_by(alice)
    services.delete_post(alice.viewer, gone["id"])
    assert browser(bob).post(f"/posts/{draft['id']}/publish").status_code == 404
    assert browser(bob).post(f"/posts/{gone['id']}/restore").status_code == 404
    assert post_of(alice, draft)["status"] == "draft"


def test_long_lists_come_page_by_page(alice, browser):
    for number in range(3):
        services.create_post(alice.viewer, text=f"draft {number}", status="draft")
    html = browser(alice).text("/drafts?limit=2")
    link = next(a["href"] for a in Tags(html).all("a") if "cursor=" in a.get("href", ""))
    rest = browser(alice).text(link, **HTMX)
    assert "draft 0" in rest
    assert "<html" not in rest
