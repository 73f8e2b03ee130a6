from uuid import uuid4

import pytest

from posts import services as posts
from social import services
from tests.deeds import follow, like, post_by, set_profile
from tests.social.test_blocking import run_events  # noqa: F401  (a fixture)
from topin import sql


def mute_url(person):
    return f"/api/social/mute/{person.id}"


def names(answer):
    return [item["handle"] for item in answer.json["items"]]


def home(api, person):
    return [item["text"] for item in api(person).get("/api/posts").json["items"]]


def test_the_home_feed_loses_the_muted_and_gets_them_back(api, alice, bob, charlie):
    follow(alice, bob, charlie)
    post_by(bob, "loud")
    post_by(charlie, "calm")
    assert api(alice).post(mute_url(bob)).status == 204
    assert home(api, alice) == ["calm"]
    assert api(alice).delete(mute_url(bob)).status == 204
    assert home(api, alice) == ["calm", "loud"]


def test_a_timeline_loses_them_and_has_them_again(api, alice, bob, charlie):
    follow(alice, bob, charlie)
    post_by(charlie, "calm")
    post_by(bob, "loud")
    services.mute_member(alice.viewer, bob.id)
    posts.build_timeline(sql.SYSTEM, alice.id)
    assert home(api, alice) == ["calm"]
    services.unmute_member(alice.viewer, bob.id)
    assert home(api, alice) == ["loud", "calm"]


def test_what_the_muted_posts_stays_to_be_read_elsewhere(api, alice, bob):
    post = post_by(bob)
    services.mute_member(alice.viewer, bob.id)
    assert api(alice).get(f"/api/posts/{post}").status == 200
    assert api(alice).get(f"/api/users/{bob.id}").json["limited"] is False


def test_notifications_lose_the_muted(api, alice, bob, charlie, run_events):  # noqa: F811
    like(post_by(alice), bob, charlie)
    follow(bob, alice)
    run_events()
    services.mute_member(alice.viewer, bob.id)
    (note,) = api(alice).get("/api/notifications").json["items"]
    assert (note["kind"], note["actors_count"]) == ("like", 1)
    assert [actor["handle"] for actor in note["actors"]] == ["charlie"]
    assert api(alice).get("/api/notifications/unread-count").json == {"count": 1}


def test_no_new_notification_comes_from_the_muted(api, alice, bob, charlie, superuser, run_events):  # noqa: F811
    services.mute_member(alice.viewer, bob.id)
    follow(bob, alice)
    follow(charlie, alice)
    run_events()
    told = superuser.execute("select actor_id from notification_actors").fetchall()
    assert told == [(charlie.id,)]


def test_the_muted_never_learn(api, alice, bob, superuser):
    before = api(bob).get(f"/api/users/{alice.id}").json
    services.mute_member(alice.viewer, bob.id)
    assert api(alice).get(f"/api/users/{bob.id}").json["viewer"]["muting"] is True
    assert api(bob).get(f"/api/users/{alice.id}").json == before
    assert names(api(bob).get("/api/social/muted")) == []
    assert superuser.execute("select count(*) from user_events where user_id = %s", [bob.id]).fetchone() == (0,)
    with sql.acting_as(bob.viewer):
        assert sql.rows("select * from mutes") == []


def test_muting_twice_is_muting_once(api, alice, bob):
    assert [api(alice).post(mute_url(bob)).status for _ in range(2)] == [204, 204]
    assert names(api(alice).get("/api/social/muted")) == ["bob"]
    assert [api(alice).delete(mute_url(bob)).status for _ in range(2)] == [204, 204]
    assert names(api(alice).get("/api/social/muted")) == []


def test_oneself_nobody_and_the_hidden_are_not_muted(api, alice, bob, superuser):
    answer = api(alice).post(mute_url(alice))
    assert (answer.status, answer.code) == (400, "invalid")
    set_profile(superuser, bob, "is_hidden", True)
    for url in (mute_url(bob), f"/api/social/mute/{uuid4()}"):
        assert (api(alice).post(url).status, api(alice).delete(url).status) == (404, 404)
    assert api().post(mute_url(alice)).status == api().get("/api/social/muted").status == 401


def test_a_muted_member_who_blocks_the_muter_is_gone_from_the_list(api, alice, bob, charlie):
    for person in (bob, charlie):
        services.mute_member(alice.viewer, person.id)
    services.block_member(bob.viewer, alice.id)
    assert names(api(alice).get("/api/social/muted")) == ["charlie"]
    assert api(alice).delete(mute_url(bob)).status == 404


def test_the_list_has_the_newest_first_page_by_page(api, alice, join):
    for n in range(5):
        services.mute_member(alice.viewer, join(f"loud_{n}").id)
    seen, cursor = [], ""
    while cursor is not None:
        page = api(alice).get(f"/api/social/muted?limit=2&cursor={cursor}").json
        assert all(item["muted_at"].endswith("Z") for item in page["items"])
        seen += [item["handle"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [f"loud_{n}" for n in (4, 3, 2, 1, 0)]


def test_the_archive_names_whom_one_muted_as_far_as_they_may_be_seen(alice, bob, charlie):
    for person in (bob, charlie):
        services.mute_member(alice.viewer, person.id)
    services.block_member(bob.viewer, alice.id)
    (found,) = sql.ask(sql.SYSTEM, "export_mutes", alice.id, None, 10).loads()
    assert found["item"]["member"] == {"id": str(charlie.id), "handle": "charlie"}
    assert sql.ask(sql.SYSTEM, "export_mutes", charlie.id, None, 10).loads() == []


@pytest.mark.parametrize("limit", ["0", "101", "x"])
def test_a_page_has_a_size(api, alice, limit):
    assert api(alice).get(f"/api/social/muted?limit={limit}").status == 400
