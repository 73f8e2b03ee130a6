from uuid import uuid4

import pytest

from tests.deeds import approve, block, follow, post_by, set_profile


def read(api, person, post):
    answer = api(person).get(f"/api/posts/{post}")
    return answer.status


def test_a_public_post_is_for_everybody_and_shared_caches(api, alice, bob):
    post = post_by(alice)
    assert read(api, bob, post) == 200
    answer = api().get(f"/api/posts/{post}")
    assert (answer.status, answer.json["viewer"]) == (200, None)
    assert answer.headers["cache-control"] == "public, max-age=30"
    assert "private" in api(bob).get(f"/api/posts/{post}").headers["cache-control"]


def test_a_post_for_followers(api, alice, bob, charlie):
    post = post_by(alice, audience="followers")
    follow(bob, alice)
    assert (read(api, alice, post), read(api, bob, post)) == (200, 200)
    assert (read(api, charlie, post), read(api, None, post)) == (404, 404)


def test_a_post_for_mutuals(api, alice, bob, charlie):
    post = post_by(alice, audience="mutuals")
    follow(bob, alice)
    assert read(api, bob, post) == 404
    follow(alice, bob, charlie)
    assert (read(api, bob, post), read(api, charlie, post)) == (200, 404)


def test_a_private_post_is_its_authors_alone(api, alice, bob):
    post = post_by(alice, audience="private")
    follow(bob, alice)
    assert (read(api, alice, post), read(api, bob, post)) == (200, 404)


def test_public_posts_of_a_private_account_are_for_its_followers(api, alice, bob, charlie, superuser):
    post = post_by(alice)
    set_profile(superuser, alice, "is_private", True)
    approve(superuser, bob, alice)
    assert (read(api, bob, post), read(api, charlie, post), read(api, None, post)) == (200, 404, 404)


@pytest.mark.parametrize(
    ("visibility", "follower", "stranger"), [("everyone", 200, 200), ("followers", 200, 404), ("nobody", 404, 404)]
)
def test_the_profiles_visibility_holds_for_its_posts(
    api, alice, bob, charlie, superuser, visibility, follower, stranger
):
    post = post_by(alice)
    follow(bob, alice)
    set_profile(superuser, alice, "visibility", visibility)
    assert (read(api, bob, post), read(api, charlie, post)) == (follower, stranger)


def test_a_blocked_member_cannot_tell_the_post_exists(api, alice, bob, superuser):
    post = post_by(alice)
    follow(bob, alice)
    block(superuser, alice, bob)
    real, absent = (api(bob).get(f"/api/posts/{p}").json for p in (post, uuid4()))
    real.pop("request_id"), absent.pop("request_id")
    assert real == absent
    assert read(api, None, post) == 200


def test_the_posts_of_whom_one_blocked_are_hidden_too(api, alice, bob, superuser):
    post = post_by(alice)
    block(superuser, bob, alice)
    assert read(api, bob, post) == 404


def test_what_moderation_hid_only_the_author_sees(api, alice, bob, superuser):
    post = post_by(alice)
    superuser.execute("update posts set hidden_at = now()")
    assert (read(api, alice, post), read(api, bob, post), read(api, None, post)) == (200, 404, 404)


def test_posts_of_a_suspended_author_are_gone_for_others(api, alice, bob, superuser):
    post = post_by(alice)
    set_profile(superuser, alice, "is_hidden", True)
    assert (read(api, bob, post), read(api, None, post)) == (404, 404)


@pytest.mark.parametrize(
    ("policy", "follower", "stranger"),
    [("everyone", True, True), ("followers", True, False), ("mutuals", False, False), ("nobody", False, False)],
)
def test_the_reply_policy_says_who_can_answer(api, alice, bob, charlie, policy, follower, stranger):
    post = post_by(alice, reply_policy=policy)
    follow(bob, alice)

    def can_reply(person):
        return api(person).get(f"/api/posts/{post}").json["viewer"]["can_reply"]

    assert (can_reply(alice), can_reply(bob), can_reply(charlie)) == (True, follower, stranger)


def test_a_post_unchanged_is_not_sent_again(api, alice, bob):
    url = f"/api/posts/{post_by(alice)}"
    etag = api(bob).get(url).headers["etag"]
    assert api(bob).get(url, headers={"If-None-Match": etag}).status == 304
