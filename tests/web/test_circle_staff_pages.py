"""Pages on which a circle is opened, changed, looked after and closed."""

import re
from uuid import uuid4

import pytest

from social import circle_services as circles
from tests.web.circles import come_in, standing
from tests.web.conftest import Tags

NEW = {"name": "Tide Watchers", "visibility": "private", "join_policy": "approval", "member_limit": "50"}


# Opening, changing, closing ------------------------------------------------------------------------------


def test_a_circle_is_opened_and_its_address_is_made_from_its_name(alice, browser):
    assert browser(alice).post("/circles/new", NEW | {"slug": ""})["Location"] == "/circles/tide-watchers"
    html = browser(alice).text("/circles/tide-watchers")
    assert ("Tide Watchers" in html, "You own it" in html) == (True, True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"slug": "tides"}, "slug"),
        ({"slug": "No Slug"}, "slug"),
        ({"name": "x" * 81}, "name"),
        ({"member_limit": "1"}, "member_limit"),
        ({"description": "y" * 1001}, "description"),
    ],
)
def test_a_refused_circle_keeps_what_was_typed(tides, charlie, browser, wrong, field):
    answer = browser(charlie).post("/circles/new", NEW | {"slug": "other", "visibility": "secret"} | wrong)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in html
    assert wrong[field].lower() in html.lower()
    chosen = [box["value"] for box in Tags(html).all("input") if "checked" in box]
    assert chosen == ["secret", "approval"]


def test_the_owner_changes_a_circle(tides, alice, browser):
    changed = NEW | {"name": "Ebb and Flow", "slug": "ebb", "description": "Twice a day"}
    assert browser(alice).post("/circles/tides/manage", changed)["Location"] == "/circles/ebb/manage"
    html = browser(alice).text("/circles/ebb")
    assert ("Ebb and Flow" in html, "Twice a day" in html) == (True, True)


def test_a_limit_below_the_members_is_said_at_its_field(tides, alice, browser):
    answer = browser(alice).post("/circles/tides/manage", NEW | {"slug": "tides", "member_limit": "2"})
    assert answer.status_code == 422
    assert 'id="id_member_limit_error"' in answer.content.decode()


def test_closing_wants_the_address_typed(tides, alice, browser):
    wrong = browser(alice).post("/circles/tides/close", {"sure": "tide"})
    assert wrong.status_code == 422
    assert 'value="tide"' in wrong.content.decode()
    assert browser(alice).post("/circles/tides/close", {"sure": "tides"})["Location"] == "/circles"
    assert browser(alice).get("/circles/tides").status_code == 404


def test_only_the_owner_changes_or_closes_it(tides, bob, browser):
    assert browser(bob).post("/circles/tides/manage", NEW).status_code == 403
    assert browser(bob).post("/circles/tides/close", {"sure": "tides"}).status_code == 403
    assert browser(bob).get("/circles/tides").status_code == 200


# Members ---------------------------------------------------------------------------------------------------


def member_deeds(html, person):
    links = Tags(html).all("a") + Tags(html).all("form")
    found = [link.get("href") or link.get("action") or "" for link in links]
    return [f.rpartition("/")[2] for f in found if str(person.id) in f]


def test_the_menu_of_a_member_is_as_long_as_the_role_reaches(tides, alice, bob, charlie, browser):
    owners, moderators, members = (browser(p).text("/circles/tides/members") for p in (alice, bob, charlie))
    assert sorted(member_deeds(owners, charlie)) == ["ban", "hand-over", "make-moderator", "remove"]
    assert sorted(member_deeds(owners, bob)) == ["ban", "hand-over", "make-member", "remove"]
    assert sorted(member_deeds(moderators, charlie)) == ["ban", "remove"]
    assert member_deeds(moderators, alice) == member_deeds(owners, alice) == member_deeds(members, bob) == []


def test_roles_change_without_javascript(tides, alice, charlie, browser):
    for deed, role in (("make-moderator", "moderator"), ("make-member", "member")):
        answer = browser(alice).post(f"/circles/tides/members/{charlie.id}/{deed}")
        assert answer["Location"] == "/circles/tides/members"
        assert standing(charlie, tides)["role"] == role


@pytest.mark.parametrize(
    ("deed", "question"),
    [("remove", "Remove @charlie"), ("ban", "Ban @charlie"), ("hand-over", "Make @charlie the owner?")],
)
def test_what_cannot_be_undone_lightly_is_asked_first(tides, alice, charlie, browser, deed, question):
    path = f"/circles/tides/members/{charlie.id}/{deed}"
    assert question in browser(alice).text(path)
    assert standing(charlie, tides)["role"] == "member"
    assert browser(alice).post(path)["Location"] == "/circles/tides/members"
    after = standing(charlie, tides)
    assert (after["role"], after["banned"]) == ("owner" if deed == "hand-over" else None, deed == "ban")


def test_a_row_goes_with_htmx(tides, bob, charlie, browser):
    answer = browser(bob).htmx_post(f"/circles/tides/members/{charlie.id}/remove")
    assert (answer.status_code, answer.content) == (200, b"")
    assert browser(bob).htmx_post(f"/circles/tides/members/{charlie.id}/remove").status_code == 404


def test_members_do_nothing_to_each_other(tides, bob, charlie, browser):
    assert browser(charlie).post(f"/circles/tides/members/{bob.id}/remove").status_code == 403
    assert browser(charlie).post(f"/circles/tides/members/{bob.id}/make-member").status_code == 403
    assert standing(bob, tides)["role"] == "moderator"


# Requests, bans, invites -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "role"), [("approve", "member"), ("decline", None)])
def test_requests_are_answered_with_and_without_htmx(tides, alice, bob, join, browser, answer, role):
    circles.update_circle(alice.viewer, tides["id"], {"join_policy": "approval"})
    olga, otto = join("olga"), join("otto")
    come_in(tides, olga, otto)
    assert "Somebody asks to join" in browser(bob).text("/circles/tides")
    assert "@olga" in browser(bob).text("/circles/tides/requests")
    path = "/circles/tides/requests/{}/" + answer
    assert browser(bob).post(path.format(olga.id))["Location"] == "/circles/tides/requests"
    part = browser(bob).htmx_post(path.format(otto.id)).content.decode()
    assert ("<html" in part, answer[:6] in part.lower()) == (False, True)
    assert [standing(p, tides)["role"] for p in (olga, otto)] == [role, role]
    assert browser(bob).post(path.format(olga.id)).status_code == 404


def test_bans_are_set_by_handle_and_lifted(tides, bob, join, browser):
    olga = join("olga")
    his = browser(bob)
    assert his.post("/circles/tides/bans/add", {"handle": "@Olga"})["Location"] == "/circles/tides/bans"
    assert standing(olga, tides)["banned"] is True
    assert "@olga" in his.text("/circles/tides/bans")
    assert his.post(f"/circles/tides/bans/{olga.id}/lift")["Location"] == "/circles/tides/bans"
    assert standing(olga, tides)["banned"] is False


def test_a_ban_of_nobody_keeps_the_handle(tides, bob, browser):
    answer = browser(bob).post("/circles/tides/bans/add", {"handle": "nobody_here"})
    assert answer.status_code == 422
    assert 'value="nobody_here"' in answer.content.decode()


def test_invites_by_handle_say_what_came_of_each(tides, bob, join, browser):
    join("olga")
    answer = browser(bob).post("/circles/tides/invites/people", {"handles": "@olga, charlie nobody_here"})
    html = " ".join(re.sub("<[^>]+>", "", answer.content.decode()).split())
    assert answer.status_code == 200
    assert "Invited: @olga" in html
    assert "In the circle already: @charlie" in html
    assert "Not found: @nobody_here" in html


@pytest.mark.parametrize("typed", [" , ", " ".join(f"h{n}" for n in range(21))])
def test_too_few_and_too_many_handles_stay_in_the_form(tides, bob, browser, typed):
    answer = browser(bob).post("/circles/tides/invites/people", {"handles": typed})
    assert answer.status_code == 422
    assert typed.strip() in answer.content.decode()


def make_link(browser, person, **terms):
    html = browser(person).post("/circles/tides/invites/link", {"max_uses": "", "days": "7"} | terms).content.decode()
    return next(box["value"] for box in Tags(html).all("input") if box.get("id") == "new-link")


def path_of(url):
    return "/" + url.split("/", 3)[3]


def test_a_link_lets_in_who_has_it(tides, alice, bob, join, browser):
    circles.update_circle(alice.viewer, tides["id"], {"visibility": "secret", "join_policy": "invite"})
    path = path_of(make_link(browser, bob))
    assert browser().get(path)["Location"] == f"/signin?next={path.replace('/', '%2F')}"
    olga = join("olga")
    html = browser(olga).text(path)
    assert ("Tide Watchers" in html, f'action="{path}/accept"' in html) == (True, True)
    assert browser(olga).post(f"{path}/accept")["Location"] == "/circles/tides"
    assert "You are in" in browser(olga).text(path)


def test_a_link_is_shown_once_and_can_be_ended(tides, bob, join, browser):
    path = path_of(make_link(browser, bob, max_uses="5"))
    html = browser(bob).text("/circles/tides/invites")
    assert ("0 of 5 used" in html, path in html) == (True, False)
    end = next(f["action"] for f in Tags(html).all("form") if f.get("action", "").endswith("/end"))
    assert browser(bob).post(end)["Location"] == "/circles/tides/invites"
    gone = browser(join("olga")).get(path)
    assert (gone.status_code, "This link has ended" in gone.content.decode()) == (404, True)


def test_a_link_that_ended_says_so_kindly(tides, bob, join, browser):
    path = path_of(make_link(browser, bob, max_uses="1"))
    assert browser(join("olga")).post(f"{path}/accept").status_code == 302
    otto = join("otto")
    for answer in (browser(otto).get(path), browser(otto).post(f"{path}/accept")):
        assert answer.status_code in (404, 410)
        assert "Ask whoever sent it for a new one" in answer.content.decode()
    assert browser(otto).get("/circles/invites/never-made").status_code == 404


def test_a_link_tells_the_banned_and_those_before_a_full_circle(tides, alice, bob, join, browser):
    path = path_of(make_link(browser, bob))
    banned, late = join("bert"), join("lena")
    circles.ban_from_circle(bob.viewer, tides["id"], banned.id)
    circles.update_circle(alice.viewer, tides["id"], {"member_limit": 3})
    assert "do not let you in" in browser(banned).post(f"{path}/accept").content.decode()
    full = browser(late).post(f"{path}/accept")
    assert (full.status_code, "The circle is full" in full.content.decode()) == (409, True)


@pytest.mark.parametrize("path", ["join", "leave", "close", "manage", "decline-invite", "invites/link", "bans/add"])
def test_a_form_from_elsewhere_is_refused(tides, alice, browser, path):
    assert browser(alice, enforce_csrf_checks=True).post(f"/circles/tides/{path}", {}).status_code == 403


def test_deeds_in_a_circle_that_is_not_there_are_404(alice, browser):
    for path in ("join", "leave", "requests/{}/approve", "members/{}/remove", "bans/{}/lift"):
        assert browser(alice).post(f"/circles/nowhere/{path.format(uuid4())}").status_code == 404
