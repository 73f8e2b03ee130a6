"""A profile that its viewer may not see in full, and one that is not there for them at all."""

from uuid import uuid4

import pytest
from django.test import Client

from tests.deeds import approve, block, follow, post_by, set_profile

SUMMARY = {"id", "handle", "display_name", "avatar_url", "is_verified", "is_private"}
DETAILS = {"bio": "About me", "location": "Zürich", "website": "https://alice.example", "pronouns": "she/her"}
EMPTY = {"bio": "", "location": "", "website": "", "pronouns": "", "banner_url": None, "created_at": None,
         "is_creator": False, "counts": None, "active": None, "limited": True}  # fmt: skip


@pytest.fixture
def lists(api):
    """`lists(viewer, person)`: how the doors to the lists and posts of a member answer, as (status, code)."""

    def answers(viewer, person):
        urls = (
            f"/api/social/followers/{person.id}",
            f"/api/social/following/{person.id}",
            f"/api/posts/user/{person.id}",
        )
        found = [api(viewer).get(url) for url in urls]
        return {(answer.status, answer.code if answer.status >= 400 else "") for answer in found}

    return answers


@pytest.fixture
def reserved(alice, api, superuser):
    """Alice, who has much to show, and shows it as told: `reserved(visibility="followers")`."""
    api(alice).put("/api/users/me", DETAILS)
    superuser.execute("update profiles set is_creator = true, is_verified = true where user_id = %s", [alice.id])

    def choose(**columns):
        for column, value in columns.items():
            set_profile(superuser, alice, column, value)
        return alice

    return choose


def seen(api, viewer, person):
    return api(viewer).get(f"/api/users/{person.id}").json


@pytest.mark.parametrize(
    "columns", [{"is_private": True}, {"visibility": "followers"}, {"visibility": "mutuals"}, {"visibility": "nobody"}]
)
def test_whoever_may_not_see_all_gets_the_summary_and_nothing_else(reserved, bob, api, lists, columns):
    alice = reserved(**columns)
    whole = seen(api, alice, alice)
    for viewer in (bob, None):
        limited = seen(api, viewer, alice)
        assert {name: limited[name] for name in SUMMARY} == {name: whole[name] for name in SUMMARY}
        assert {name: limited[name] for name in EMPTY} == EMPTY
        assert set(limited) == SUMMARY | set(EMPTY) | {"viewer"}
        assert lists(viewer, alice) == {(403, "profile_limited")}
    assert seen(api, None, alice)["viewer"] is None
    assert seen(api, bob, alice)["viewer"]["is_self"] is False


def test_whoever_is_admitted_sees_all(reserved, bob, charlie, api, lists, superuser):
    alice = reserved(is_private=True)
    approve(superuser, bob, alice)
    reserved(visibility="mutuals")
    assert seen(api, bob, alice)["limited"] is True
    follow(alice, bob)
    whole = seen(api, bob, alice)
    assert (whole["limited"], whole["bio"], whole["is_creator"]) == (False, "About me", True)
    assert lists(bob, alice) == {(200, "")}
    assert seen(api, charlie, alice)["limited"] is True


def test_counts_are_the_same_for_everybody_who_sees_them(alice, bob, charlie, api, superuser):
    follow(bob, alice)
    follow(charlie, alice)
    post_by(alice)
    block(superuser, bob, charlie)
    counts = {"posts": 1, "followers": 2, "following": 0, "likes": 0}
    for viewer in (alice, bob, charlie, None):
        assert seen(api, viewer, alice)["counts"] == counts


def test_to_the_blocked_the_blocker_is_as_absent_as_nobody_also_when_blocking_back(alice, bob, api, lists, superuser):
    for blocker, blocked in ((alice, bob), (bob, alice)):
        block(superuser, blocker, blocked)
        for path in (alice.id, f"by-handle/{alice.handle}"):
            hidden = api(bob).get(f"/api/users/{path}")
            absent = api(bob).get(f"/api/users/{uuid4() if path == alice.id else 'by-handle/nobody_here'}")
            assert hidden.status == 404
            assert hidden.json | {"request_id": ""} == absent.json | {"request_id": ""}
        assert lists(bob, alice) == {(404, "not_found")}
        assert api(bob).get(f"/api/users?ids={alice.id}").json == {"items": [], "missing": [str(alice.id)]}


def test_the_blocker_sees_the_blocked_as_a_limited_profile(alice, bob, api, lists, superuser):
    block(superuser, alice, bob)
    shown = seen(api, alice, bob)
    assert {name: shown[name] for name in EMPTY} == EMPTY
    assert (shown["handle"], shown["viewer"]["blocking"]) == ("bob", True)
    assert lists(alice, bob) == {(403, "profile_limited")}
    assert seen(api, None, bob)["limited"] is False


def test_somebody_in_the_grace_of_a_deletion_is_not_there(alice, bob, api, lists, superuser):
    follow(bob, alice)
    set_profile(superuser, alice, "is_hidden", True)
    for viewer in (bob, None):
        assert api(viewer).get(f"/api/users/{alice.id}").status == 404
        assert lists(viewer, alice) == {(404, "not_found")}


def test_visitors_answers_are_shared_for_a_while_and_members_are_not(reserved, bob, api):
    alice = reserved(visibility="followers")
    assert api().get(f"/api/users/{alice.id}").headers["cache-control"] == "public, max-age=30"
    assert "private" in api(bob).get(f"/api/users/{alice.id}").headers["cache-control"]
    assert "private" in api().get(f"/api/social/followers/{alice.id}").headers["cache-control"]


def test_the_page_of_a_limited_profile_shows_the_name_and_keeps_the_rest(reserved):
    alice = reserved(is_private=True)
    page = Client().get(f"/@{alice.handle}").content.decode()
    assert "@alice" in page
    assert "About me" not in page
    assert "Zürich" not in page
