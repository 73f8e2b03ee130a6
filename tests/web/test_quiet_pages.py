"""Blocking and muting in the browser, with and without JavaScript."""

import pytest

from social import services
from tests.deeds import follow
from tests.web.conftest import Tags


def deeds_of(html):
    """Where the forms and links of a page lead."""
    tags = Tags(html)
    return {a.get("action") or a.get("href") for a in tags.all("form") + tags.all("a")}


def relation(api, person, other):
    return api(person).get(f"/api/users/{other.id}").json["viewer"]


@pytest.mark.parametrize("deed", ["block", "mute"])
def test_the_menu_of_a_profile_offers_it_to_members_and_not_for_oneself(alice, bob, browser, deed):
    path = f"/members/{bob.id}/{deed}"
    assert path in deeds_of(browser(alice).text("/@bob"))
    assert path not in deeds_of(browser(bob).text("/@bob"))
    assert path not in deeds_of(browser().text("/@bob"))


def test_blocking_asks_first_and_ends_what_was_between_both(alice, bob, api, browser):
    follow(bob, alice)
    page = browser(alice)
    assert "Block @bob?" in page.text(f"/members/{bob.id}/block")
    assert relation(api, alice, bob)["blocking"] is False
    answer = page.post(f"/members/{bob.id}/block")
    assert (answer.status_code, answer["Location"]) == (302, "/@bob")
    assert (relation(api, alice, bob)["blocking"], relation(api, alice, bob)["followed_by"]) == (True, False)


def test_with_htmx_the_profile_is_read_anew(alice, bob, browser):
    for deed in ("block", "unblock", "mute", "unmute"):
        answer = browser(alice).htmx_post(f"/members/{bob.id}/{deed}")
        assert (answer.status_code, answer["HX-Redirect"]) == (200, "/@bob")


def test_a_blocked_profile_says_so_and_offers_to_unblock(alice, bob, browser, post_by):
    post = post_by(bob, "Not for alice any more")
    services.block_member(alice.viewer, bob.id)
    html = browser(alice).text("/@bob")
    assert "You blocked this member" in html
    assert post["text"] not in html
    assert f"/members/{bob.id}/unblock" in deeds_of(html)
    assert not {f"/members/{bob.id}/follow", f"/members/{bob.id}/block"} & deeds_of(html)


def test_the_blocked_find_nobody(alice, bob, browser):
    services.block_member(alice.viewer, bob.id)
    page = browser(bob)
    assert page.get("/@alice").status_code == page.get("/@nobody_here").status_code == 404
    for method in (page.get, page.post):
        assert method(f"/members/{alice.id}/block").status_code == 404


def test_a_muted_profile_says_so_to_the_muter_alone(alice, bob, browser):
    assert browser(alice).post(f"/members/{bob.id}/mute").status_code == 302
    html = browser(alice).text("/@bob")
    assert f"/members/{bob.id}/unmute" in deeds_of(html)
    assert f"/members/{bob.id}/mute" not in deeds_of(html)
    assert ">Muted<" in html.replace("</svg>", ">")
    assert f"/members/{alice.id}/unmute" not in deeds_of(browser(bob).text("/@alice"))


@pytest.mark.parametrize(("kind", "deed"), [("blocked", "block"), ("muted", "mute")])
def test_the_list_shows_them_and_undoes_it(alice, bob, charlie, browser, kind, deed):
    page, path = browser(alice), f"/settings/privacy/{kind}"
    assert "Nobody here" in page.text(path)
    for person in (bob, charlie):
        getattr(services, f"{deed}_member")(alice.viewer, person.id)
    html = page.text(path)
    assert html.index("@charlie") < html.index("@bob")
    answer = page.htmx_post(f"/members/{bob.id}/un{deed}", target=f"quiet-{bob.id}")
    assert (answer.status_code, answer.content) == (200, b"")
    answer = page.post(f"/members/{charlie.id}/un{deed}", headers={"Referer": f"http://testserver{path}"})
    assert answer["Location"] == path
    assert "Nobody here" in page.text(path)


def test_more_people_are_reached_by_a_plain_link(alice, bob, charlie, browser):
    for person in (bob, charlie):
        services.block_member(alice.viewer, person.id)
    first = browser(alice).text("/settings/privacy/blocked?limit=1")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    assert "@bob" in browser(alice).text(link)
    assert "@bob" not in first


def test_the_privacy_tab_leads_to_both_lists(alice, browser):
    links = deeds_of(browser(alice).text("/settings/privacy"))
    assert links >= {"/settings/privacy/blocked", "/settings/privacy/muted"}


@pytest.mark.parametrize("path", ["/settings/privacy/blocked", "/settings/privacy/muted"])
def test_the_lists_are_their_members_alone(path, browser):
    assert browser().get(path)["Location"].startswith("/signin?next=")


def test_only_by_post_and_only_as_a_member(alice, bob, browser):
    for deed in ("unblock", "mute", "unmute"):
        assert browser(alice).get(f"/members/{bob.id}/{deed}").status_code == 405
        assert browser().post(f"/members/{bob.id}/{deed}").status_code == 302
