import pytest

from tests.people import PASSWORD
from web.doors import local_path

DEEDS = ["/signup", "/signin", "/signout", "/posts", "/notifications/read-all", "/settings/profile"]


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


def test_a_like_does_not_lead_to_the_site_it_came_from(alice, browser, post_by):
    post = post_by(alice)
    answer = browser(alice).post(f"/posts/{post['id']}/like", headers={"Referer": "https://evil.example/x"})
    assert answer["Location"].startswith(f"/posts/{post['id']}")
