"""Circles, memberships and blocks in the console: seen by staff, changed by nobody."""

import pytest

from social import services
from tests.deeds import circle_of


@pytest.fixture
def circle(superuser, alice, bob):
    return circle_of(
        superuser, alice, bob, name="Gardeners of Kent", slug="kent", visibility="secret", description="Soil"
    )


def test_circles_are_listed_with_their_figures(console, mona, circle):
    page = console(mona).get("social/circle/").content.decode()
    assert "Gardeners of Kent" in page
    assert "2 of 50" in page
    assert "secret" in page


@pytest.mark.parametrize(
    ("q", "is_found"), [("gardeners", True), ("kent", True), ("@bob", True), ("@mona", False), ("soil", False)]
)
def test_circles_are_found_by_name_slug_and_member(console, mona, circle, q, is_found):
    page = console(mona).get("social/circle/", q=q).content.decode()
    assert ("Gardeners of Kent" in page) is is_found


def test_a_circle_is_found_by_its_id(console, mona, circle):
    assert "Gardeners of Kent" in console(mona).get("social/circle/", q=str(circle)).content.decode()


def test_closed_circles_are_told_apart(console, superuser, mona, circle):
    superuser.execute("update circles set closed_at = now()")
    desk = console(mona)
    assert "Gardeners of Kent" in desk.get("social/circle/", state="closed").content.decode()
    assert "Gardeners of Kent" not in desk.get("social/circle/", state="open").content.decode()


def test_a_circle_shows_who_is_in_it_owner_first(console, mona, circle):
    page = console(mona).get(f"social/circle/{circle}/change/").content.decode()
    assert "Soil" in page
    assert page.index("@alice") < page.index("@bob")


def test_nobody_changes_a_circle_here(console, superuser, mona, circle):
    desk = console(mona)
    assert desk.get("social/circle/add/").status_code == 403
    assert desk.get(f"social/circle/{circle}/delete/").status_code == 403
    assert desk.post(f"social/circle/{circle}/change/", name="Ours").status_code == 403
    assert superuser.execute("select name from circles").fetchone() == ("Gardeners of Kent",)


def test_a_member_s_page_shows_their_circles_and_blocks_both_ways(console, mona, alice, bob, charlie, circle):
    services.block_member(alice.viewer, bob.id)
    services.block_member(charlie.viewer, alice.id)
    page = console(mona).get(f"accounts/user/{alice.id}/change/").content.decode()
    for words in ("Gardeners of Kent", "owner", "blocked", "@bob", "was blocked by", "@charlie"):
        assert words in page


def test_mutes_are_never_shown(console, mona, alice, bob):
    services.mute_member(alice.viewer, bob.id)
    page = console(mona).get(f"accounts/user/{alice.id}/change/").content.decode()
    assert "@bob" not in page


def test_members_do_not_get_in(visit, alice, circle):
    assert visit(alice).get("social/circle/").status_code == 302
