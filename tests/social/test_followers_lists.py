import pytest

from tests.deeds import approve, block, follow, set_profile


def names(answer):
    return [item["handle"] for item in answer.json["items"]]


@pytest.fixture
def crowd(join, alice):
    people = [join(f"fan_{n}") for n in range(5)]
    for person in people:
        follow(person, alice)
    return people


@pytest.mark.usefixtures("crowd")
def test_followers_come_newest_first_page_by_page(api, alice):
    seen, cursor = [], ""
    while cursor is not None:
        page = api().get(f"/api/social/followers/{alice.id}?limit=2&cursor={cursor}").json
        seen += [item["handle"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == ["fan_4", "fan_3", "fan_2", "fan_1", "fan_0"]


def test_following_lists_whom_a_member_follows(api, alice, bob, charlie):
    follow(alice, bob, charlie)
    assert names(api().get(f"/api/social/following/{alice.id}")) == ["charlie", "bob"]
    assert names(api().get(f"/api/social/following/{bob.id}")) == []


def test_each_comes_with_what_they_are_to_the_viewer(api, alice, bob, charlie):
    follow(bob, alice)
    follow(charlie, bob)
    (item,) = api(charlie).get(f"/api/social/followers/{alice.id}").json["items"]
    assert item["viewer"]["follow"] == "following"
    assert item["viewer"]["followed_by"] is False
    (item,) = api().get(f"/api/social/followers/{alice.id}").json["items"]
    assert item["viewer"] is None


def test_people_at_either_end_of_a_block_are_left_out(api, alice, bob, charlie, superuser):
    follow(bob, alice)
    follow(charlie, alice)
    block(superuser, charlie, bob)
    url = f"/api/social/followers/{alice.id}"
    assert names(api(bob).get(url)) == ["bob"]
    assert names(api(charlie).get(url)) == ["charlie"]
    assert names(api(alice).get(url)) == ["charlie", "bob"]


def test_suspended_people_are_left_out(api, alice, bob, superuser):
    follow(bob, alice)
    set_profile(superuser, bob, "is_hidden", True)
    assert names(api().get(f"/api/social/followers/{alice.id}")) == []


@pytest.mark.parametrize("which", ["followers", "following"])
def test_lists_of_a_private_account_are_for_approved_followers(api, alice, bob, charlie, superuser, which):
    set_profile(superuser, alice, "is_private", True)
    approve(superuser, bob, alice)
    url = f"/api/social/{which}/{alice.id}"
    assert api(bob).get(url).status == 200
    assert api(alice).get(url).status == 200
    for stranger in (charlie, None):
        answer = api(stranger).get(url)
        assert (answer.status, answer.code) == (403, "profile_limited")


def test_a_blocker_has_no_lists_for_the_blocked(api, alice, bob, superuser):
    block(superuser, alice, bob)
    assert api(bob).get(f"/api/social/followers/{alice.id}").status == 404
    assert api(alice).get(f"/api/social/followers/{bob.id}").code == "profile_limited"


def test_a_cursor_of_another_list_is_refused(api, alice, crowd):
    cursor = api().get(f"/api/social/followers/{alice.id}?limit=2").json["next_cursor"]
    answer = api().get(f"/api/social/following/{alice.id}?cursor={cursor}")
    assert (answer.status, answer.code) == (400, "bad_cursor")
