"""Pages of circles, for everybody who may stand before one: owner, moderator, member, outsider, banned, visitor."""

import re

import pytest

from posts.services import create_post
from social import circle_services as circles
from tests.web.circles import come_in, open_circle, standing
from tests.web.conftest import HTMX, Tags

PAGES = ["", "/members", "/requests", "/invites", "/bans", "/manage"]


def statuses(browser, person):
    return [browser(person).get(f"/circles/tides{page}").status_code for page in PAGES]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("owner", [200, 200, 200, 200, 200, 200]),
        ("moderator", [200, 200, 200, 200, 200, 403]),
        ("member", [200, 200, 403, 403, 403, 403]),
        ("outsider", [200, 403, 403, 403, 403, 403]),
        ("banned", [200, 403, 403, 403, 403, 403]),
        ("visitor", [404, 302, 302, 302, 302, 302]),
    ],
)
def test_each_page_of_a_private_circle_is_for_those_it_is_for(cast, browser, who, expected):
    assert statuses(browser, cast[who]) == expected


@pytest.mark.parametrize("who", ["outsider", "banned"])
def test_a_secret_circle_is_nowhere_for_who_is_not_in_it(cast, tides, alice, browser, who):
    circles.update_circle(alice.viewer, tides["id"], {"visibility": "secret"})
    assert statuses(browser, cast[who]) == [404] * 6
    assert statuses(browser, cast["member"])[:2] == [200, 200]
    page = browser(cast[who]).get("/circles/tides").content
    assert len(page) == len(browser(cast[who]).get("/circles/nosea").content)


def test_visitors_read_public_circles(alice, tides, browser):
    circles.update_circle(alice.viewer, tides["id"], {"visibility": "public"})
    create_post(alice.viewer, text="Low tide at six", audience="circle", circle_id=tides["id"])
    html = browser().text("/circles/tides")
    assert "Low tide at six" in html
    assert "/signin?next=/circles/tides" in html
    assert "<textarea" not in html


@pytest.mark.parametrize("path", ["/circles", "/circles/discover", "/circles/new"])
def test_lists_are_for_members(browser, alice, path):
    assert browser().get(path)["Location"].startswith("/signin?next=")
    assert 'aria-current="page"' in browser(alice).text(path)


# The circle's page -----------------------------------------------------------------------------------


def test_members_write_in_the_circle_and_its_card_says_where(tides, alice, charlie, browser):
    posted = browser(charlie).post("/posts", {"text": "Ebb at noon", "audience": "circle", "circle_id": tides["id"]})
    assert posted["Location"] == "/circles/tides"
    assert "Ebb at noon" in browser(alice).text("/circles/tides")
    home = browser(charlie).text("/home")
    assert 'class="post-circle" href="/circles/tides"' in home
    assert "post-circle" not in browser(charlie).text("/circles/tides")


def test_a_post_appears_at_once_with_htmx(tides, charlie, browser):
    words = {"text": "Ebb at noon", "audience": "circle", "circle_id": tides["id"]}
    part = browser(charlie).htmx_post("/posts", words, target="feed").content.decode()
    assert ("Ebb at noon" in part, "post-circle" in part, "<html" in part) == (True, False, False)


def test_a_refused_post_keeps_its_words_and_its_circle(tides, charlie, browser):
    words = {"text": "x" * 2001, "audience": "circle", "circle_id": tides["id"]}
    answer = browser(charlie).post("/posts", words)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert ("x" * 2001 in html, "Write to Tide Watchers" in html) == (True, True)
    assert {"type": "hidden", "name": "circle_id", "value": tides["id"]} in Tags(html).all("input")


def test_outsiders_of_a_private_circle_read_a_kind_word_instead(tides, alice, join, browser):
    create_post(alice.viewer, text="Between us", audience="circle", circle_id=tides["id"])
    html = browser(join("olga")).text("/circles/tides")
    assert "What is said here stays here" in html
    assert "Between us" not in html
    assert 'action="/circles/tides/join"' in html


def test_the_banned_are_offered_nothing(cast, browser):
    html = browser(cast["banned"]).text("/circles/tides")
    assert "You cannot join" in html
    assert 'action="/circles/tides/join"' not in html


def test_older_posts_are_reached_by_a_plain_link_and_by_htmx(tides, alice, browser):
    for text in ("First", "Second"):
        create_post(alice.viewer, text=text, audience="circle", circle_id=tides["id"])
    first = browser(alice).text("/circles/tides?limit=1")
    link = next(a["href"] for a in Tags(first).all("a") if "cursor=" in a.get("href", ""))
    for headers in ({}, HTMX):
        second = browser(alice).text(link, **headers)
        assert (">First<" in second, "<html" in second) == (True, not headers)


@pytest.mark.parametrize(
    ("policy", "word", "then"),
    [("open", "Join", {"role": "member"}), ("approval", "Ask to join", {"role": None, "requested": True})],
)
def test_joining_says_what_it_does_and_does_it(tides, alice, join, browser, policy, word, then):
    circles.update_circle(alice.viewer, tides["id"], {"join_policy": policy})
    olga = join("olga")
    hers = browser(olga)
    assert re.search(rf"<button[^>]*>{word}<span", hers.text("/circles/tides"))
    assert hers.post("/circles/tides/join")["Location"] == "/circles/tides"
    assert standing(olga, tides).items() >= then.items()
    assert ("Withdraw" in hers.text("/circles/tides")) == (policy == "approval")


def test_invite_only_circles_have_no_button(tides, alice, join, browser):
    circles.update_circle(alice.viewer, tides["id"], {"join_policy": "invite"})
    html = browser(join("olga")).text("/circles/tides")
    assert "Invite only" in html
    assert 'action="/circles/tides/join"' not in html


def test_a_request_is_withdrawn_at_once(tides, alice, join, browser):
    circles.update_circle(alice.viewer, tides["id"], {"join_policy": "approval"})
    olga = join("olga")
    come_in(tides, olga)
    assert browser(olga).post("/circles/tides/leave")["Location"] == "/circles/tides"
    assert standing(olga, tides)["requested"] is False


def test_leaving_asks_first(tides, charlie, browser):
    his = browser(charlie)
    assert "Leave Tide Watchers?" in his.text("/circles/tides/leave")
    assert his.post("/circles/tides/leave")["Location"] == "/circles"
    assert standing(charlie, tides)["role"] is None


def test_an_owner_is_told_to_hand_over_before_leaving(tides, alice, browser):
    html = browser(alice).text("/circles/tides/leave")
    assert "Hand it over" in html
    assert "/circles/tides/leave" not in {f.get("action") for f in Tags(html).all("form")}
    assert browser(alice).post("/circles/tides/leave").status_code == 409
    assert standing(alice, tides)["role"] == "owner"


# Lists -------------------------------------------------------------------------------------------------


def test_the_own_circles_and_invites_are_on_one_page(tides, alice, join, browser):
    olga = join("olga")
    circles.invite_to_circle(alice.viewer, tides["id"], [olga.id], None)
    html = browser(olga).text("/circles")
    assert ("You are invited" in html, "by @alice" in html) == (True, True)
    assert browser(olga).post("/circles/tides/join")["Location"] == "/circles/tides"
    html = browser(olga).text("/circles")
    assert ("You are invited" in html, 'href="/circles/tides"' in html) == (False, True)


def test_an_invite_is_seen_on_the_circle_itself_and_can_be_declined(tides, alice, join, browser):
    circles.update_circle(alice.viewer, tides["id"], {"visibility": "secret", "join_policy": "invite"})
    olga = join("olga")
    circles.invite_to_circle(alice.viewer, tides["id"], [olga.id], None)
    assert "invites you" in browser(olga).text("/circles/tides")
    assert browser(olga).post("/circles/tides/decline-invite").status_code == 302
    assert browser(olga).get("/circles/tides").status_code == 404


def test_discovering_finds_by_name_and_keeps_the_words(tides, alice, bob, join, browser):
    open_circle(bob, "gulls", name="Gull Friends", visibility="public")
    open_circle(bob, "crabs", name="Crab Secrets", visibility="secret")
    olga = browser(join("olga"))
    assert [name in olga.text("/circles/discover") for name in ("Tide W", "Gull F", "Crab S")] == [True, True, False]
    found = olga.text("/circles/discover?q=gull")
    assert ("Gull Friends" in found, "Tide Watchers" in found, 'value="gull"' in found) == (True, False, True)
    part = olga.text("/circles/discover?q=nothing", **HTMX)
    assert ("No circle is called that" in part, "<html" in part) == (True, False)


def test_joining_from_a_list_changes_the_button_only(tides, join, browser):
    part = browser(join("olga")).htmx_post("/circles/tides/join").content.decode()
    assert ("Open" in part, "<html" in part) == (True, False)
