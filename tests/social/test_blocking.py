from uuid import uuid4

import pytest

from accounts import services as accounts
from social import services
from tests.deeds import follow, like, post_by, set_profile
from topin import events, relay, sql


def block_url(person):
    return f"/api/social/block/{person.id}"


def counts(api, person):
    return api(person).get("/api/users/me").json["counts"]


def names(answer):
    return [item["handle"] for item in answer.json["items"]]


def notes(api, person):
    return [note["kind"] for note in api(person).get("/api/notifications").json["items"]]


@pytest.fixture
def run_events():
    """Does what relay and worker do, until nothing waits."""

    def waiting():
        with sql.acting_as(sql.SYSTEM):
            return [row["id"] for row in sql.rows("select id from event_deliveries where state = 'waiting'")]

    def run():
        while relay.take_events() or waiting():
            for delivery in waiting():
                assert events.deliver(delivery) == "done"

    return run


def test_a_block_ends_both_follows_with_exact_counts(api, alice, bob, charlie):
    follow(alice, bob, charlie)
    follow(bob, alice)
    assert api(alice).post(block_url(bob)).status == 204
    for person, following in ((alice, 1), (bob, 0)):
        found = counts(api, person)
        assert (found["followers"], found["following"]) == (0, following)
    assert counts(api, charlie)["followers"] == 1


def test_a_block_ends_requests_of_both(api, alice, bob, superuser):
    for person in (alice, bob):
        set_profile(superuser, person, "is_private", True)
    follow(alice, bob)
    follow(bob, alice)
    api(alice).post(block_url(bob))
    assert superuser.execute("select count(*) from follow_requests").fetchone() == (0,)


def test_a_block_takes_likes_of_profiles_back_either_way(api, alice, bob, charlie):
    accounts.like_profile(alice.viewer, bob.id)
    accounts.like_profile(bob.viewer, alice.id)
    accounts.like_profile(charlie.viewer, alice.id)
    api(alice).post(block_url(bob))
    assert (counts(api, alice)["likes"], counts(api, bob)["likes"]) == (1, 0)


def test_to_the_blocked_the_blocker_is_as_absent_as_nobody(api, alice, bob):
    api(alice).post(block_url(bob))
    as_bob, nobody = api(bob), uuid4()
    for method, path in (
        ("GET", "/api/users/{}"),
        ("POST", "/api/social/follow/{}"),
        ("POST", "/api/social/block/{}"),
        ("DELETE", "/api/social/block/{}"),
        ("POST", "/api/social/mute/{}"),
        ("DELETE", "/api/social/mute/{}"),
    ):
        blocked, absent = (as_bob.request(method, path.format(each)) for each in (alice.id, nobody))
        assert blocked.status == absent.status == 404, path
        assert blocked.json | {"request_id": ""} == absent.json | {"request_id": ""}, path
    assert names(as_bob.get("/api/social/blocked")) == []


def test_the_blocker_sees_a_limited_profile_that_says_so(api, alice, bob):
    api(alice).post(block_url(bob))
    profile = api(alice).get(f"/api/users/{bob.id}").json
    assert (profile["limited"], profile["viewer"]["blocking"]) == (True, True)


def test_blocking_twice_is_blocking_once(api, alice, bob, superuser):
    follow(bob, alice)
    assert [api(alice).post(block_url(bob)).status for _ in range(2)] == [204, 204]
    assert superuser.execute("select count(*) from events where kind = 'member_blocked'").fetchone() == (1,)
    assert counts(api, alice)["followers"] == 0


def test_nobody_blocks_themselves_and_no_visitor_blocks(api, alice):
    answer = api(alice).post(block_url(alice))
    assert (answer.status, answer.code) == (400, "invalid")
    assert api().post(block_url(alice)).status == 401
    assert api().get("/api/social/blocked").status == 401


def test_the_stream_of_the_blocked_is_silent(api, alice, bob, superuser):
    def told(person):
        return superuser.execute("select count(*) from user_events where user_id = %s", [person.id]).fetchone()[0]

    follow(bob, alice)
    before = told(alice), told(bob)
    api(alice).post(block_url(bob))
    assert (told(alice), told(bob)) == (before[0] + 1, before[1])


def test_unblocking_restores_nothing(api, alice, bob):
    follow(alice, bob)
    follow(bob, alice)
    api(alice).post(block_url(bob))
    assert [api(alice).delete(block_url(bob)).status for _ in range(2)] == [204, 204]
    viewer = api(bob).get(f"/api/users/{alice.id}").json["viewer"]
    assert (viewer["follow"], viewer["followed_by"]) == ("none", False)
    assert api(bob).post(f"/api/social/follow/{alice.id}").json["follow"] == "following"


def test_whoever_does_not_exist_is_neither_blocked_nor_unblocked(api, alice, bob, charlie, superuser):
    set_profile(superuser, bob, "is_hidden", True)
    for url in (f"/api/social/block/{uuid4()}", block_url(bob)):
        assert (api(alice).post(url).status, api(alice).delete(url).status) == (404, 404)
    services.block_member(alice.viewer, charlie.id)
    set_profile(superuser, charlie, "is_hidden", True)
    assert api(alice).delete(block_url(charlie)).status == 204, "an own block can be ended whatever became of them"


def test_the_list_has_the_newest_first_page_by_page(api, alice, bob, join):
    people = [join(f"noisy_{n}") for n in range(5)]
    for person in people:
        api(alice).post(block_url(person))
    seen, cursor = [], ""
    while cursor is not None:
        page = api(alice).get(f"/api/social/blocked?limit=2&cursor={cursor}").json
        assert all(item["blocked_at"].endswith("Z") for item in page["items"])
        seen += [item["handle"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [f"noisy_{n}" for n in (4, 3, 2, 1, 0)]
    assert names(api(bob).get("/api/social/blocked")) == []
    assert api(alice).get("/api/social/blocked?cursor=broken").code == "bad_cursor"


def test_notifications_of_each_other_go_for_good(api, alice, bob, charlie, run_events):
    follow(bob, alice)
    follow(alice, bob)
    like(post_by(alice), bob, charlie)
    run_events()
    api(alice).post("/api/notifications/read-all", {"up_to": "2999-01-01T00:00:00Z"})
    api(alice).post(block_url(bob))
    assert (notes(api, alice), notes(api, bob)) == (["like"], [])
    run_events()
    api(alice).delete(block_url(bob))
    assert (notes(api, alice), notes(api, bob)) == (["like"], [])
    (note,) = api(alice).get("/api/notifications").json["items"]
    assert ([actor["handle"] for actor in note["actors"]], note["actors_count"]) == (["charlie"], 1)


def test_news_of_after_an_unblocking_survives_a_late_reader(api, alice, bob, run_events):
    follow(bob, alice)
    run_events()
    services.block_member(alice.viewer, bob.id)
    services.unblock_member(alice.viewer, bob.id)
    run_events()
    assert notes(api, alice) == []
    follow(bob, alice)
    run_events()
    assert notes(api, alice) == ["follow"]


def test_posts_are_hidden_either_way(api, alice, bob):
    posts = {person: post_by(person) for person in (alice, bob)}
    services.block_member(alice.viewer, bob.id)
    assert api(alice).get(f"/api/posts/{posts[bob]}").status == 404
    assert api(bob).get(f"/api/posts/{posts[alice]}").status == 404
    assert api().get(f"/api/posts/{posts[bob]}").status == 200
