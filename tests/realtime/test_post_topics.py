"""Topics of posts: the counts of an open post, and the hint that the home feed has something new."""

import time
from uuid import uuid4

import pytest

from posts import services as posts
from posts.topics import home_audience, post_counts
from social import services as social
from tests.deeds import approve, block, circle_of, follow, post_by, set_profile
from tests.realtime.topics import NOT_FOUND, lost, refused, subscribed
from tests.realtime.topics import until_pong as quiet_until_pong

pytestmark = pytest.mark.processes


def open_post(phone, post):
    """Subscribes; returns the counts that come along."""
    subscribed(phone, f"post:{post}")
    return counts(phone, post)


def counts(phone, post):
    """The next counts pushed for a post."""
    message = phone.receive(seconds=20)
    payload = message.pop("payload")
    assert message == {"type": "topic", "topic": f"post:{post}", "kind": "counts"}
    return payload


ROUNDS = 3  # seconds: more than two rounds


def test_who_opens_a_post_hears_its_counts_now_and_when_they_change(alice, bob, enter):
    post = post_by(alice)
    phone = enter(bob)
    phone.hello()
    none = {"likes": 0, "comments": 0, "reposts": 0, "quotes": 0, "views": 0}
    assert open_post(phone, post) == none
    posts.like_post(alice.viewer, post)
    assert counts(phone, post) == none | {"likes": 1}
    posts.repost_post(alice.viewer, post)
    assert counts(phone, post) == none | {"likes": 1, "reposts": 1}
    assert quiet_until_pong(phone, ROUNDS) == []  # only what changed
    post_by(alice, "Look", quote_id=post)
    assert counts(phone, post) == none | {"likes": 1, "reposts": 1, "quotes": 1}


def test_subscribing_again_says_so_and_counts_once(alice, enter):
    post = post_by(alice)
    phone = enter(alice)
    phone.hello()
    open_post(phone, post)
    subscribed(phone, f"post:{post}")
    posts.like_post(alice.viewer, post)
    assert counts(phone, post)["likes"] == 1
    assert quiet_until_pong(phone, ROUNDS) == []


def test_who_unsubscribed_hears_no_more(alice, enter):
    post = post_by(alice)
    phone = enter(alice)
    phone.hello()
    open_post(phone, post)
    phone.send(type="unsubscribe", topic=f"post:{post}")
    posts.like_post(alice.viewer, post)
    assert quiet_until_pong(phone, ROUNDS) == []
    assert open_post(phone, post)["likes"] == 1


def test_each_phone_of_a_member_hears_it(alice, enter):
    post = post_by(alice)
    phones = [enter(alice) for _ in range(2)]
    for phone in phones:
        phone.hello()
        open_post(phone, post)
    posts.like_post(alice.viewer, post)
    assert [counts(phone, post)["likes"] for phone in phones] == [1, 1]


def test_a_post_that_one_may_not_see_is_no_topic_as_if_it_were_not_there(alice, bob, superuser, enter):
    private, deleted, open_to_all = post_by(alice, audience="private"), post_by(alice), post_by(alice)
    posts.delete_post(alice.viewer, deleted)
    phone = enter(bob)
    phone.hello()
    block(superuser, alice, bob)
    answers = [refused(phone, f"post:{post}") for post in (private, deleted, open_to_all, uuid4())]
    assert answers == [NOT_FOUND] * 4


def test_refused_topics_take_no_room(alice, enter):
    phone = enter(alice)
    phone.hello()
    for _ in range(12):
        phone.send(type="subscribe", topic=f"post:{uuid4()}")
        assert phone.receive()["code"] == "not_found"
    open_post(phone, post_by(alice))


@pytest.mark.parametrize("way", ["block", "delete", "narrow", "suspend"])
def test_whoever_loses_sight_of_a_post_hears_that_and_nothing_more_of_it(alice, bob, charlie, superuser, enter, way):
    post = post_by(alice)
    phone, other = enter(bob), enter(charlie)
    for socket in (phone, other):
        socket.hello()
        open_post(socket, post)
    if way == "block":
        block(superuser, alice, bob)
    elif way == "delete":
        posts.delete_post(alice.viewer, post)
    elif way == "narrow":
        superuser.execute("update posts set audience = 'private' where id = %s", [post])
    else:
        set_profile(superuser, alice, "is_hidden", True)
    assert quiet_until_pong(phone, ROUNDS) == [lost(f"post:{post}")]
    posts.like_post(alice.viewer, post) if way in ("block", "narrow") else None
    assert quiet_until_pong(phone, ROUNDS) == []
    if way == "block":
        assert counts(other, post)["likes"] == 1
        # It does not come back by itself either.
        superuser.execute("delete from blocked_users")
        posts.like_post(charlie.viewer, post)
        assert counts(other, post)["likes"] == 2
        assert quiet_until_pong(phone, ROUNDS) == []
        assert open_post(phone, post)["likes"] == 2


# -- the home feed ----------------------------------------------------------------------------------


def at_home(enter, person):
    phone = enter(person)
    phone.hello()
    subscribed(phone, "home")
    return phone


NEW_POSTS = {"type": "topic", "topic": "home", "kind": "new_posts", "payload": {}}


def test_followers_hear_that_there_is_something_new_and_strangers_do_not(alice, bob, charlie, enter):
    follow(bob, alice)
    follower, stranger, author = (at_home(enter, person) for person in (bob, charlie, alice))
    # A new listener's first notice may pass before the server listens; later ones do not.
    for _ in range(20):
        post_by(alice)
        if NEW_POSTS in quiet_until_pong(follower, 1):
            break
    else:
        pytest.fail("No hint came")
    assert quiet_until_pong(stranger, ROUNDS) == []
    assert [m for m in quiet_until_pong(author, 0) if m["type"] == "topic"] == []


def test_a_storm_of_posts_is_few_hints(alice, bob, enter):
    follow(bob, alice)
    phone = at_home(enter, bob)
    began = time.monotonic()
    for _ in range(30):
        post_by(alice)
    heard = [m for m in quiet_until_pong(phone, ROUNDS) if m["type"] == "topic"]
    assert heard
    assert len(heard) <= time.monotonic() - began + 1
    assert {str(m) for m in heard} == {str(NEW_POSTS)}


def test_reposts_are_news_to_the_followers_of_who_reposts(alice, bob, charlie, enter):
    follow(charlie, bob)
    phone = at_home(enter, charlie)
    post = post_by(alice)
    assert quiet_until_pong(phone, ROUNDS) == []
    posts.repost_post(bob.viewer, post)
    assert phone.receive(seconds=20) == NEW_POSTS


def test_whom_news_concerns_is_whoever_has_them_in_their_feed(alice, bob, charlie, join, superuser):
    dora, emil, fred = join("dora"), join("emil"), join("fred")
    everybody = [person.id for person in (alice, bob, charlie, dora, emil, fred)]
    for person in (bob, charlie, dora):
        follow(person, alice)
    social.mute_member(charlie.viewer, alice.id)
    block(superuser, alice, dora)
    circle = circle_of(superuser, alice, emil, slug="inside", visibility="secret")

    def concerned(*posts_of):
        return home_audience([f"{by.id} {post}" for by, post in posts_of], everybody)

    assert concerned((alice, post_by(alice))) == {bob.id}
    assert concerned((alice, post_by(alice, audience="private"))) == set()
    assert concerned((alice, post_by(alice, audience="mutuals"))) == set()
    inside = post_by(alice, audience="circle", circle_id=circle)
    assert concerned((alice, inside)) == {emil.id}
    # A repost reaches who follows the reposter, sees the post, and muted neither.
    of_fred = post_by(fred)
    approve(superuser, charlie, bob)
    approve(superuser, dora, bob)
    approve(superuser, fred, bob)
    assert concerned((bob, of_fred)) == {charlie.id, dora.id}
    of_alice = post_by(alice)
    assert concerned((bob, of_alice)) == {fred.id}
    social.mute_word(bob.viewer, "secretly")
    assert concerned((alice, post_by(alice, "Said secretly"))) == set()
    assert concerned((alice, of_alice), (bob, of_fred)) == {bob.id, charlie.id, dora.id}
    assert concerned((alice, uuid4())) == set()


def test_counts_are_told_for_the_pairs_that_see_each_other(alice, bob, superuser):
    open_to_all, private = post_by(alice), post_by(alice, audience="private")
    posts.like_post(bob.viewer, open_to_all)
    pairs = [(alice.id, open_to_all), (bob.id, open_to_all), (alice.id, private), (bob.id, private), (bob.id, uuid4())]
    found = post_counts(pairs)
    assert found.keys() == {*pairs[:3]}
    assert [found[pair]["likes"] for pair in pairs[:3]] == [1, 1, 0]
    superuser.execute("select api.fold_counters()")
    posts.like_post(alice.viewer, open_to_all)
    assert post_counts(pairs[:1])[pairs[0]]["likes"] == 2
