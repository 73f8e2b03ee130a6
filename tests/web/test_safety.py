import pytest

from tests.people import PASSWORD
from web.doors import local_path

DEEDS = [
    *("/signup", "/signin", "/signout", "/signin/code", "/signin/factor", "/signin/adopt", "/recover"),
    *("/code", "/code/again", "/confirm", "/password/new", "/password/hint"),
    *("/posts", "/notifications/read-all", "/settings/profile", "/settings/profile/handle", "/settings/profile/avatar"),
    *("/settings/profile/avatar/remove", "/settings/account/email", "/settings/account/password"),
    *("/settings/account/mail-code", "/settings/account/factors/add", "/settings/account/factors/verify"),
    *("/settings/privacy", "/settings/notifications", "/settings/notifications/quiet-hours", "/settings/accessibility"),
    *("/settings/sessions/end-others", "/settings/blue-tick", "/settings/creator"),
    *("/settings/data/export", "/settings/data/delete", "/requests/approve-all", "/messages/send"),
]


@pytest.mark.parametrize("path", DEEDS)
def test_a_form_from_elsewhere_is_refused(path, alice, browser):
    answer = browser(alice, enforce_csrf_checks=True).post(path, {"text": "forged"})
    assert answer.status_code == 403
    assert "Load the page again" in answer.content.decode()


@pytest.mark.parametrize("deed", ["like", "unlike", "delete"])
def test_a_forged_deed_on_a_post_is_refused(deed, alice, browser, post_by):
    post = post_by(alice)
    forged = browser(alice, enforce_csrf_checks=True)
    assert forged.post(f"/posts/{post['id']}/{deed}").status_code == 403
    assert browser(alice).get(f"/posts/{post['id']}").status_code == 200


@pytest.mark.parametrize("path", ["/signout", "/posts", "/notifications/read-all"])
def test_a_link_does_nothing(path, alice, browser):
    assert browser(alice).get(path).status_code == 405


FOREIGN = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\/evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "/\t/evil.example",
    " //evil.example",
    "@evil.example",
    "",
    None,
]


@pytest.mark.parametrize("target", FOREIGN)
def test_the_way_on_stays_on_this_site(target):
    assert local_path(target, "/home") == "/home"


def test_sign_in_goes_on_to_local_pages_only(alice, browser):
    answers = {"email": alice.email, "password": PASSWORD}
    assert browser().post("/signin", answers | {"next": "//evil.example"})["Location"] == "/home"
    assert browser().post("/signin", answers | {"next": "/@bob?x=1"})["Location"] == "/@bob?x=1"


def test_forms_count_for_the_same_limits_as_the_api(alice, api, browser, post_by, rate_limits):
    post = post_by(alice)
    rate_limits("write=2/1m")
    like = f"/posts/{post['id']}/like"
    assert api(alice).post(f"/api/engagement/like/{post['id']}").status == 200
    assert browser(alice).post(like).status_code == 302
    refused = browser(alice).htmx_post(like)
    assert refused.status_code == 429
    assert "Too many requests" in refused.content.decode()


def test_sign_ups_from_one_address_are_limited(browser, rate_limits):
    rate_limits("signup=1/1m")
    answers = {"display_name": "Dora", "password": "short", "email": "dora@topin.test"}
    first, second = (browser().post("/signup", answers).content.decode() for _ in range(2))
    assert "Too many tries" not in first
    assert "Too many tries" in second


def test_a_like_does_not_lead_to_the_site_it_came_from(alice, browser, post_by):
    post = post_by(alice)
    answer = browser(alice).post(f"/posts/{post['id']}/like", headers={"Referer": "https://evil.example/x"})
    assert answer["Location"].startswith(f"/posts/{post['id']}")
