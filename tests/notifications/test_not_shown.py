"""Nothing tells what its receiver may not see (any more): neither the list, nor a push that waits."""

import pytest

from accounts import services as accounts
from accounts.notification_kinds import KINDS
from notifications import selectors
from notifications.courier import claim
from posts import services as posts
from social import circle_services as circles
from social import services as social
from tests.deeds import block, circle_of, comment_on, follow, like, post_by, set_profile
from tests.messaging.talk import befriend, send, talk_between
from tests.notifications.ringing import register

LIST = "/api/notifications"


@pytest.fixture
def scene(superuser, alice, bob):
    """`scene(kind)`: something of that kind that Bob did, and Alice is to be told of by her phone. Returns the post."""
    register(superuser, alice, "fcm", "phone")
    every = {kind: {"push": True} for kind in KINDS}
    accounts.update_notifications(alice.viewer, {"kinds": every})

    def make(kind):
        post = post_by(bob if kind == "mention" else alice, "Look, @alice" if kind == "mention" else "Look")
        if kind == "like":
            like(post, bob)
        elif kind == "comment":
            comment_on(post, bob)
        elif kind == "reply":
            comment_on(post, bob, parent=comment_on(post, alice))
        elif kind == "repost":
            posts.repost_post(bob.viewer, post)
        elif kind == "quote":
            return post_by(bob, "As she says", quote_id=post)
        elif kind == "follow":
            follow(bob, alice)
        elif kind == "profile_like":
            accounts.like_profile(bob.viewer, alice.id)
        elif kind == "circle_invite":
            circles.invite_to_circle(bob.viewer, circle_of(superuser, bob), [alice.id])
        elif kind == "message":
            superuser.execute("insert into followers (follower_id, followed_id) values (%s, %s)", [alice.id, bob.id])
            send(bob, alice)
        return post

    return make


def hide(way, superuser, alice, bob):
    if way == "a block":
        block(superuser, bob, alice)
    elif way == "a mute":
        social.mute_member(alice.viewer, bob.id)
    else:
        set_profile(superuser, bob, "is_hidden", True)


def shown(api, person):
    listed = [item["kind"] for item in api(person).get(LIST).json["items"]]
    assert api(person).get(f"{LIST}/unread-count").json == {"count": len(listed)}
    return listed


@pytest.mark.parametrize("way", ["a block", "a mute", "a suspension"])
@pytest.mark.parametrize(
    "kind",
    ["like", "comment", "reply", "mention", "repost", "quote", "follow", "profile_like", "circle_invite", "message"],
)
def test_nobody_hears_of_whom_they_do_not_see(kind, way, api, scene, run_events, superuser, alice, bob):
    scene(kind)
    run_events()
    assert shown(api, alice) == ([] if kind == "message" else [kind])
    hide(way, superuser, alice, bob)
    assert shown(api, alice) == []
    assert claim() == []


@pytest.mark.parametrize("kind", ["mention", "quote"])
@pytest.mark.parametrize("way", ["deleted", "private"])
def test_nobody_hears_of_a_post_that_they_do_not_see(kind, way, api, scene, run_events, superuser, alice, bob):
    post = scene(kind)
    run_events()
    assert shown(api, alice) == [kind]
    if way == "deleted":
        posts.delete_post(bob.viewer, post)
    else:
        superuser.execute("update posts set audience = 'private' where id = %s", [post])
    assert shown(api, alice) == []
    assert claim() == []


def test_a_conversation_of_others_tells_nothing(alice, bob, charlie):
    befriend(alice, bob)
    conversation = talk_between(bob, alice)
    assert selectors.get_message_notice(alice.viewer, conversation)["count"] == 1
    assert selectors.get_message_notice(bob.viewer, conversation) is None
    assert selectors.get_message_notice(charlie.viewer, conversation) is None


def test_a_request_says_nothing_by_push(alice, bob):
    conversation = talk_between(bob, alice)
    assert selectors.get_message_notice(alice.viewer, conversation) is None
