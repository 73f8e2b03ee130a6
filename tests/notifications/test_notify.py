import pytest

from notifications import services
from posts import services as posts
from social import services as social
from tests.deeds import block, follow, like, post_by, set_profile
from topin import sql, streams

LIST = "/api/notifications"


@pytest.fixture
def told(api, run_events):
    """`told(alice)`: her notifications once all events are read."""

    def told_to(person):
        run_events()
        return api(person).get(LIST).json["items"]

    return told_to


def test_an_author_is_told_of_a_like(api, alice, bob, told):
    post = post_by(alice)
    like(post, bob)
    (item,) = told(alice)
    assert (item["kind"], item["text"], item["read"]) == ("like", "Bob liked your post", False)
    assert (item["subject"], item["url"]) == ({"type": "post", "id": str(post)}, f"/posts/{post}")
    assert ([a["handle"] for a in item["actors"]], item["actors_count"]) == (["bob"], 1)
    assert api(alice).get(f"{LIST}/unread-count").json == {"count": 1}
    assert api(alice).get("/api/users/me").json["unread"]["notifications"] == 1
    assert told(bob) == []


def test_many_likes_are_one_notification(alice, join, told):
    post = post_by(alice)
    fans = [join(f"fan_{n}") for n in range(5)]
    like(post, *fans)
    (item,) = told(alice)
    assert item["actors_count"] == 5
    assert [a["handle"] for a in item["actors"]] == ["fan_4", "fan_3", "fan_2"]
    assert item["text"] == "Fan_4 and 4 others liked your post"


def test_a_new_follower_is_told_of_and_a_request_too(alice, bob, superuser, told):
    follow(bob, alice)
    follow(alice, bob)
    assert [(i["kind"], i["text"], i["url"]) for i in told(alice)] == [("follow", "Bob followed you", "/@bob")]
    set_profile(superuser, alice, "is_private", True)
    social.unfollow_member(bob.viewer, alice.id)
    follow(bob, alice)
    assert [i["text"] for i in told(alice)] == ["Bob wants to follow you"]


def test_nobody_is_told_of_their_own_deeds(alice, told):
    like(post_by(alice), alice)
    assert told(alice) == []


def test_an_event_read_twice_tells_once(alice, bob, run_events, told):
    post = post_by(alice)
    like(post, bob)
    run_events()
    services.notify(kind="like", user=alice.id, actor=bob.id, subject_type="post", subject=post)
    (item,) = told(alice)
    assert item["actors_count"] == 1


def test_doing_and_undoing_does_not_ring_again_and_again(api, alice, bob, told):
    post = post_by(alice)
    like(post, bob)
    (item,) = told(alice)
    api(alice).put(f"{LIST}/{item['id']}/read")
    posts.unlike_post(bob.viewer, post)
    like(post, bob)
    assert [i["id"] for i in told(alice)] == [item["id"]]


def test_what_was_undone_before_it_was_read_is_taken_back(alice, bob, charlie, told):
    post = post_by(alice)
    like(post, bob, charlie)
    assert told(alice)[0]["actors_count"] == 2
    posts.unlike_post(bob.viewer, post)
    assert told(alice)[0]["actors_count"] == 1
    posts.unlike_post(charlie.viewer, post)
    assert told(alice) == []


def test_what_was_undone_before_its_event_is_never_told(alice, bob, told):
    post = post_by(alice)
    like(post, bob)
    posts.unlike_post(bob.viewer, post)
    follow(bob, alice)
    social.unfollow_member(bob.viewer, alice.id)
    assert told(alice) == []


@pytest.mark.parametrize("by_alice", [True, False])
def test_nobody_hears_of_people_at_the_other_end_of_a_block(alice, bob, superuser, told, api, by_alice):
    post = post_by(alice)
    like(post, bob)
    block(superuser, *((alice, bob) if by_alice else (bob, alice)))
    assert told(alice) == []
    assert superuser.execute("select count(*) from notifications").fetchone() == (0,)


def test_who_is_blocked_later_leaves_the_group(api, alice, bob, charlie, superuser, told):
    post = post_by(alice)
    like(post, bob, charlie)
    assert told(alice)[0]["text"] == "Charlie and 1 other liked your post"
    block(superuser, alice, charlie)
    assert told(alice)[0]["text"] == "Bob liked your post"
    set_profile(superuser, bob, "is_hidden", True)
    assert told(alice) == []
    assert api(alice).get(f"{LIST}/unread-count").json == {"count": 0}


def test_a_deleted_post_takes_its_notifications_along(api, alice, bob, told):
    post = post_by(alice)
    like(post, bob)
    assert len(told(alice)) == 1
    posts.delete_post(alice.viewer, post)
    assert told(alice) == []
    assert api(alice).get(f"{LIST}/unread-count").json == {"count": 0}


def test_a_kind_switched_off_is_not_told(alice, bob, superuser, told):
    superuser.execute(
        """update user_settings set notifications = '{"kinds": {"like": {"in_app": false}}}' where user_id = %s""",
        [alice.id],
    )
    like(post_by(alice), bob)
    follow(bob, alice)
    assert [i["kind"] for i in told(alice)] == ["follow"]


def test_a_read_group_takes_nobody_in_and_a_new_one_begins(api, alice, bob, charlie, told):
    post = post_by(alice)
    like(post, bob)
    api(alice).put(f"{LIST}/{told(alice)[0]['id']}/read")
    like(post, charlie)
    assert [(i["text"], i["read"]) for i in told(alice)] == [
        ("Charlie liked your post", False),
        ("Bob liked your post", True),
    ]


def test_a_group_older_than_a_day_takes_nobody_in(alice, bob, charlie, superuser, told):
    post = post_by(alice)
    like(post, bob)
    assert len(told(alice)) == 1
    old = superuser.execute("select uuidv7('-25 hours')").fetchone()  # an id tells when its row was made
    superuser.execute("update notification_actors set notification_id = %s", old)
    superuser.execute("update notifications set id = %s", old)
    like(post, charlie)
    assert [i["actors_count"] for i in told(alice)] == [1, 1]


def test_open_clients_are_told_at_once(alice, bob, told):
    start = streams.position_now(alice.viewer)
    like(post_by(alice), bob)
    told(alice)
    (event,) = streams.read(alice.viewer, start).items
    assert event["kind"] == "notification.created"
    assert event["payload"]["notification"]["text"] == "Bob liked your post"


def test_members_cannot_notify_anybody(alice, bob):
    with pytest.raises(Exception, match="permission denied"):
        sql.do(alice.viewer, "notify", bob.id, "like", alice.id, "user", bob.id)
