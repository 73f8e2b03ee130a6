from uuid import uuid4

import pytest

from tests.deeds import follow, set_profile
from topin import sql, streams


def url(person):
    return f"/api/social/followers/{person.id}"


@pytest.fixture
def followed(alice, bob):
    follow(bob, alice)
    return alice


def counts(api, person):
    found = api(person).get("/api/users/me").json["counts"]
    return found["followers"], found["following"]


def kinds(api, person):
    return [item["kind"] for item in api(person).get("/api/notifications").json["items"]]


def test_a_removed_follower_follows_no_more(api, followed, bob):
    before = [streams.position_now(person.viewer) for person in (followed, bob)]
    answer = api(followed).delete(url(bob))
    assert (answer.status, answer.body) == (204, b"")
    assert sql.ask(bob.viewer, "follow_state", bob.id, followed.id) == "none"
    assert (counts(api, followed), counts(api, bob)) == ((0, 0), (0, 0))
    for person, position in zip((followed, bob), before, strict=True):
        assert [e["kind"] for e in streams.read(person.viewer, position).items] == ["follow.changed"]


def test_who_does_not_follow_cannot_be_removed(api, followed, bob, charlie):
    assert api(followed).delete(url(charlie)).status == 404
    assert api(followed).delete(f"/api/social/followers/{uuid4()}").status == 404
    assert api(bob).delete(url(followed)).status == 404  # bob follows alice, not the other way round
    assert api().delete(url(bob)).status == 401
    api(followed).delete(url(bob))
    assert api(followed).delete(url(bob)).status == 404
    assert counts(api, followed) == (0, 0)


def test_nobody_is_notified_and_an_unread_word_of_the_follow_is_taken_back(api, followed, bob, run_events):
    run_events()
    assert kinds(api, followed) == ["follow"]
    api(followed).delete(url(bob))
    run_events()
    assert (kinds(api, followed), kinds(api, bob)) == ([], [])


def test_the_own_follow_of_a_removed_follower_stays(api, followed, bob):
    follow(followed, bob)
    api(followed).delete(url(bob))
    assert sql.ask(followed.viewer, "follow_state", followed.id, bob.id) == "following"
    assert counts(api, followed) == (0, 1)


def test_a_removed_follower_of_a_private_account_has_to_ask_again(api, followed, bob, superuser):
    set_profile(superuser, followed, "is_private", True)
    api(followed).delete(url(bob))
    assert api(bob).get(url(followed)).code == "profile_limited"
    assert api(bob).post(f"/api/social/follow/{followed.id}").json["follow"] == "requested"
