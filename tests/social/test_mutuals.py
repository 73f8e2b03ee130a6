"""Whom the viewer follows among the followers of a member."""

from uuid import uuid4

import pytest

from tests.deeds import approve, block, follow, set_profile


def url(person):
    return f"/api/social/mutuals/{person.id}"


def names(answer):
    return [item["handle"] for item in answer.json["items"]]


@pytest.fixture
def friends(join, alice, bob):
    """alice follows all four, three of them follow bob."""
    people = [join(f"friend_{n}") for n in range(4)]
    follow(alice, *people)
    for person in people[:3]:
        follow(person, bob)
    return people


def test_they_are_followed_by_the_viewer_and_follow_the_member(api, alice, bob, charlie, friends):
    follow(charlie, bob)  # whom alice does not follow
    page = api(alice).get(url(bob))
    assert names(page) == ["friend_2", "friend_1", "friend_0"]
    assert {item["viewer"]["follow"] for item in page.json["items"]} == {"following"}
    assert names(api(charlie).get(url(bob))) == []


def test_they_come_page_by_page(api, alice, bob, friends):
    first = api(alice).get(f"{url(bob)}?limit=2").json
    rest = api(alice).get(f"{url(bob)}?limit=2&cursor={first['next_cursor']}")
    assert ([i["handle"] for i in first["items"]], names(rest)) == (["friend_2", "friend_1"], ["friend_0"])
    assert rest.json["next_cursor"] is None


def test_ones_own_are_those_who_follow_back(api, alice, friends):
    follow(friends[3], alice)
    assert names(api(alice).get(url(alice))) == ["friend_3"]


def test_people_at_either_end_of_a_block_and_suspended_ones_are_left_out(api, alice, bob, friends, superuser):
    block(superuser, friends[0], alice)
    block(superuser, alice, friends[1])
    set_profile(superuser, friends[2], "is_hidden", True)
    assert names(api(alice).get(url(bob))) == []


def test_they_are_for_members_who_see_the_profile(api, alice, bob, charlie, friends, superuser):
    assert api().get(url(bob)).status == 401
    assert api(alice).get(f"/api/social/mutuals/{uuid4()}").status == 404
    set_profile(superuser, bob, "is_private", True)
    assert api(alice).get(url(bob)).code == "profile_limited"
    approve(superuser, alice, bob)
    assert len(names(api(alice).get(url(bob)))) == 3
    block(superuser, charlie, alice)
    assert api(alice).get(url(charlie)).status == 404
