from uuid import uuid4

import pytest

from tests.deeds import approve, block, follow, set_profile
from topin import sql
from topin.errors import Forbidden


def follow_url(person):
    return f"/api/social/follow/{person.id}"


def counts(api, person):
    counts = api(person).get("/api/users/me").json["counts"]
    return counts["followers"], counts["following"]


def stream(person):
    with sql.acting_as(person.viewer, read_only=True):
        rows = sql.rows("select kind, payload from user_events order by seq")
    return [(row["kind"], row["payload"].loads()) for row in rows]


def test_following_a_public_account_takes_effect_at_once(api, alice, bob):
    answer = api(bob).post(follow_url(alice))
    assert (answer.status, answer.json) == (200, {"follow": "following", "mutual": False})
    assert counts(api, alice) == (1, 0)
    assert counts(api, bob) == (0, 1)


def test_following_twice_is_following_once(api, alice, bob):
    api(bob).post(follow_url(alice))
    assert api(bob).post(follow_url(alice)).json["follow"] == "following"
    assert counts(api, alice) == (1, 0)


def test_two_who_follow_each_other_are_mutual(api, alice, bob):
    follow(alice, bob)
    assert api(bob).post(follow_url(alice)).json == {"follow": "following", "mutual": True}
    assert sql.ask(bob.viewer, "are_mutual_followers", alice.id, bob.id) is True


def test_a_private_account_is_asked_first(api, alice, bob, superuser):
    set_profile(superuser, alice, "is_private", True)
    for _ in range(2):
        assert api(bob).post(follow_url(alice)).json == {"follow": "requested", "mutual": False}
    assert superuser.execute("select requester_id, target_id from follow_requests").fetchall() == [(bob.id, alice.id)]
    assert counts(api, alice) == (0, 0)
    assert sql.ask(bob.viewer, "follow_state", bob.id, alice.id) == "requested"


def test_withdrawing_a_request_leaves_nothing(api, alice, bob, superuser):
    set_profile(superuser, alice, "is_private", True)
    follow(bob, alice)
    assert api(bob).delete(follow_url(alice)).json == {"follow": "none", "mutual": False}
    assert superuser.execute("select count(*) from follow_requests").fetchone() == (0,)


def test_unfollowing_ends_the_follow_and_may_be_said_twice(api, alice, bob):
    follow(bob, alice)
    for _ in range(2):
        assert api(bob).delete(follow_url(alice)).json == {"follow": "none", "mutual": False}
    assert counts(api, alice) == (0, 0)
    assert counts(api, bob) == (0, 0)


def test_nobody_follows_themselves(api, alice):
    answer = api(alice).post(follow_url(alice))
    assert (answer.status, answer.code) == (400, "invalid")
    assert answer.json["errors"][0]["field"] == "user_id"


def test_a_blocker_is_as_absent_as_nobody_for_the_blocked(api, alice, bob, superuser):
    block(superuser, alice, bob)
    real = api(bob).post(follow_url(alice)).json
    absent = api(bob).post(f"/api/social/follow/{uuid4()}").json
    real.pop("request_id"), absent.pop("request_id")
    assert real == absent
    assert real["status"] == 404


def test_whom_one_blocked_one_has_to_unblock_first(api, alice, bob, superuser):
    block(superuser, bob, alice)
    answer = api(bob).post(follow_url(alice))
    assert (answer.status, answer.code) == (403, "blocking")


def test_a_suspended_member_cannot_be_followed(api, alice, bob, superuser):
    set_profile(superuser, alice, "is_hidden", True)
    assert api(bob).post(follow_url(alice)).status == 404


def test_visitors_follow_nobody(api, alice):
    assert api().post(follow_url(alice)).status == 401


def test_one_may_follow_so_many_people_and_no_more(api, alice, bob, charlie, settings):
    settings.FOLLOW_LIMIT = 1
    follow(alice, bob)
    answer = api(alice).post(follow_url(charlie))
    assert (answer.status, answer.code) == (409, "follow_limit")
    assert api(alice).post(follow_url(bob)).status == 200  # already followed: no further one
    api(alice).delete(follow_url(bob))
    assert api(alice).post(follow_url(charlie)).json["follow"] == "following"


def test_open_requests_take_places_so_that_approving_never_passes_the_limit(
    api, alice, bob, charlie, settings, superuser
):
    settings.FOLLOW_LIMIT = 1
    set_profile(superuser, bob, "is_private", True)
    assert api(alice).post(follow_url(bob)).json["follow"] == "requested"
    answer = api(alice).post(follow_url(charlie))
    assert (answer.status, answer.code) == (409, "follow_limit")
    assert api(alice).post(follow_url(bob)).json["follow"] == "requested"  # already asked: no further one
    assert api(bob).post(f"/api/social/requests/{alice.id}/approve").status == 204
    assert api(alice).post(follow_url(charlie)).status == 409
    api(alice).delete(follow_url(bob))
    assert api(alice).post(follow_url(charlie)).json["follow"] == "following"


@pytest.fixture
def one_follow_an_hour(settings):
    settings.RATE_LIMITS = "follow=1/1h"


@pytest.mark.usefixtures("one_follow_an_hour")
def test_follows_an_hour_are_limited_and_unfollows_are_not(api, alice, bob):
    assert api(alice).post(follow_url(bob)).status == 200
    assert api(alice).post(follow_url(bob)).status == 429
    assert api(alice).delete(follow_url(bob)).status == 200


def test_both_are_told_in_their_streams(alice, bob):
    follow(bob, alice)
    assert stream(bob) == [("follow.changed", {"user_id": str(alice.id), "follow": "following", "followed_by": False})]
    assert stream(alice) == [("follow.changed", {"user_id": str(bob.id), "follow": "none", "followed_by": True})]


def test_the_follower_count_is_the_same_for_all_who_may_see_it(alice, bob, charlie, superuser):
    follow(bob, alice)
    for viewer in (alice.viewer, charlie.viewer, sql.ANONYMOUS):
        assert sql.ask(viewer, "get_follower_count", alice.id) == 1
    set_profile(superuser, alice, "is_private", True)
    assert sql.ask(bob.viewer, "get_follower_count", alice.id) == 1
    with pytest.raises(Forbidden):
        sql.ask(charlie.viewer, "get_follower_count", alice.id)


def test_an_approved_follower_of_a_private_account_follows(api, alice, bob, superuser):
    set_profile(superuser, alice, "is_private", True)
    approve(superuser, bob, alice)
    assert api(bob).post(follow_url(alice)).json["follow"] == "following"
