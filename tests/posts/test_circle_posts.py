"""Posts in circles: who writes, reads, likes, answers and passes them on, also when circle or author go."""

from uuid import uuid4

import pytest

from social import circle_services as circles
from tests.deeds import block, circle_of, follow, like, post_by, set_profile


def feed(api, person, circle):
    return api(person).get(f"/api/posts?feed=circle&circle={circle}")


def in_circle(circle, **fields):
    return {"audience": "circle", "circle_id": circle, **fields}


def shown(api, person, post):
    return api(person).get(f"/api/posts/{post}").json


def may(api, person, post):
    """(can_reply, can_repost)."""
    viewer = shown(api, person, post)["viewer"]
    return viewer["can_reply"], viewer["can_repost"]


def likes_url(post):
    return f"/api/engagement/likes/{post}"


def likers(api, person, post):
    return [item["handle"] for item in api(person).get(likes_url(post)).json["items"]]


def test_members_post_and_read_in_their_circle(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="private")
    body = {"text": "Sow now", "audience": "circle", "circle_id": str(circle)}
    post = api(bob).post("/api/posts", body)
    assert (post.status, post.json["circle"]["slug"]) == (201, "gardeners")
    assert [item["text"] for item in feed(api, alice, circle).json["items"]] == ["Sow now"]


@pytest.mark.parametrize(("visibility", "status"), [("public", 403), ("private", 403), ("secret", 400)])
def test_outsiders_post_nothing(api, alice, bob, superuser, visibility, status):
    circle = circle_of(superuser, alice, visibility=visibility)
    body = {"text": "Let me in", "audience": "circle", "circle_id": str(circle)}
    answer = api(bob).post("/api/posts", body)
    assert answer.status == status
    if status == 400:
        assert [(e["field"], e["code"]) for e in answer.json["errors"]] == [("circle_id", "not_found")]
        absent = api(bob).post("/api/posts", body | {"circle_id": str(uuid4())})
        by_request = {"request_id": None}  # is another one each time
        assert answer.json | by_request == absent.json | by_request
    else:
        assert answer.code == "not_a_member"


@pytest.mark.parametrize(
    ("visibility", "outsider", "visitor"), [("public", 200, 200), ("private", 403, 404), ("secret", 404, 404)]
)
def test_outsiders_read_public_circles_only(api, alice, bob, superuser, visibility, outsider, visitor):
    circle = circle_of(superuser, alice, visibility=visibility)
    post = post_by(alice, audience="circle", circle_id=circle)
    assert (feed(api, bob, circle).status, feed(api, None, circle).status) == (outsider, visitor)
    assert api(bob).get(f"/api/posts/{post}").status == (200 if visibility == "public" else 404)


def test_outsiders_like_the_posts_of_public_circles(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, visibility="public")
    post = post_by(alice, **in_circle(circle))
    assert api(bob).post(f"/api/engagement/like/{post}").json == {"liked": True, "likes": 1}
    assert likers(api, alice, post) == likers(api, bob, post) == likers(api, None, post) == ["bob"]
    assert api(bob).delete(f"/api/engagement/like/{post}").json == {"liked": False, "likes": 0}


@pytest.mark.parametrize("visibility", ["private", "secret"])
def test_for_outsiders_of_others_there_is_nothing_to_like(api, alice, bob, charlie, superuser, visibility):
    circle = circle_of(superuser, alice, charlie, visibility=visibility)
    post = post_by(alice, **in_circle(circle))
    like(post, charlie)
    url = f"/api/engagement/like/{post}"
    assert (api(bob).post(url).status, api(bob).delete(url).status) == (404, 404)
    assert (api(bob).get(likes_url(post)).status, api().get(likes_url(post)).status) == (404, 404)
    assert (likers(api, alice, post), likers(api, charlie, post)) == (["charlie"], ["charlie"])


def test_the_like_of_somebody_who_left_stays_and_is_out_of_their_hands(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="private")
    post = post_by(alice, **in_circle(circle))
    like(post, bob)
    circles.leave_circle(bob.viewer, circle)
    assert api(bob).delete(f"/api/engagement/like/{post}").status == 404
    assert api(bob).get(likes_url(post)).status == 404
    assert (likers(api, alice, post), shown(api, alice, post)["counts"]["likes"]) == (["bob"], 1)


def test_likers_in_a_circle_are_not_shown_across_a_block(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, alice, bob, charlie, visibility="private")
    post = post_by(alice, **in_circle(circle))
    like(post, bob, charlie)
    block(superuser, charlie, bob)
    assert likers(api, bob, post) == ["bob"]
    assert likers(api, charlie, post) == ["charlie"]
    assert likers(api, alice, post) == ["charlie", "bob"]
    assert shown(api, bob, post)["counts"]["likes"] == 2


def test_an_author_may_keep_likers_to_themselves_in_a_circle_too(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="private")
    post = post_by(alice, **in_circle(circle))
    like(post, bob)
    superuser.execute("update user_settings set show_likes = false where user_id = %s", [alice.id])
    answer = api(bob).get(likes_url(post))
    assert (answer.status, answer.code) == (403, "likes_hidden")
    assert likers(api, alice, post) == ["bob"]


def test_outsiders_of_a_public_circle_neither_reply_nor_repost(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, alice, bob, visibility="public")
    follow(charlie, alice)
    for policy in ("everyone", "followers"):
        post = post_by(alice, **in_circle(circle, reply_policy=policy))
        assert may(api, charlie, post) == (False, False)
        assert may(api, alice, post) == (True, True)
    superuser.execute("update circles set join_policy = 'open'")
    circles.join_circle(charlie.viewer, circle)
    assert may(api, charlie, post) == (True, True)
    assert shown(api, None, post)["viewer"] is None


@pytest.mark.parametrize(
    ("policy", "stranger", "follower", "mutual"),
    [
        ("everyone", True, True, True),
        ("followers", False, True, True),
        ("mutuals", False, False, True),
        ("nobody", False, False, False),
    ],
)
def test_among_members_the_reply_policy_decides(api, alice, bob, superuser, policy, stranger, follower, mutual):
    circle = circle_of(superuser, alice, bob, visibility="private")
    post = post_by(alice, **in_circle(circle, reply_policy=policy))
    assert may(api, bob, post) == (stranger, True)
    follow(bob, alice)
    assert may(api, bob, post) == (follower, True)
    follow(alice, bob)
    assert may(api, bob, post) == (mutual, True)
    assert may(api, alice, post) == (True, True)


def test_in_a_circle_private_accounts_are_read_and_passed_on(api, alice, bob, superuser):
    """Elsewhere posts of private accounts are not reposted."""
    circle = circle_of(superuser, alice, bob, visibility="private")
    set_profile(superuser, alice, "is_private", True)
    assert may(api, bob, post_by(alice, **in_circle(circle))) == (True, True)


def test_an_author_who_left_reads_and_answers_their_post_but_does_not_pass_it_on(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="secret")
    post = post_by(bob, "Hush", **in_circle(circle))
    assert shown(api, bob, post)["circle"]["slug"] == "gardeners"
    circles.leave_circle(bob.viewer, circle)
    assert (may(api, bob, post), shown(api, bob, post)["circle"]) == ((True, False), None)
    assert (shown(api, alice, post)["text"], shown(api, alice, post)["circle"]["slug"]) == ("Hush", "gardeners")
    set_profile(superuser, bob, "is_private", True)
    assert api(alice).get(f"/api/posts/{post}").status == 404, "they share no circle any more"


def test_the_posts_of_a_closed_circle_are_for_their_authors_alone(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="public")
    post = post_by(bob, "The last tomatoes", **in_circle(circle))
    like(post, alice)
    assert shown(api, None, post)["circle"]["id"] == str(circle)
    assert api(alice).delete(f"/api/circles/{circle}").status == 204
    own = shown(api, bob, post)
    assert (own["text"], own["audience"], own["circle"]) == ("The last tomatoes", "circle", None)
    assert (own["counts"]["likes"], may(api, bob, post)) == (1, (True, False))
    for other in (alice, None):
        assert api(other).get(f"/api/posts/{post}").status == 404
        assert api(other).get(f"/api/posts?ids={post}").json["missing"] == [str(post)]
        assert api(other).get(likes_url(post)).status == 404
        assert feed(api, other, circle).status == 404
    assert api(alice).delete(f"/api/engagement/like/{post}").status == 404
    assert feed(api, bob, circle).status == 404


def test_profile_lists_keep_the_posts_of_closed_circles_for_their_author(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="public")
    post_by(bob, "The last tomatoes", **in_circle(circle))

    def listed(person):
        return [item["text"] for item in api(person).get(f"/api/posts/user/{bob.id}").json["items"]]

    assert listed(alice) == listed(bob) == ["The last tomatoes"]
    circles.close_circle(alice.viewer, circle)
    assert (listed(alice), listed(bob)) == ([], ["The last tomatoes"])


def test_a_new_circle_under_an_old_slug_inherits_no_posts(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, visibility="public")
    post = post_by(alice, "Of old", **in_circle(circle))
    circles.close_circle(alice.viewer, circle)
    circle_of(superuser, bob, alice, visibility="public")
    assert feed(api, alice, "gardeners").json["items"] == []
    assert shown(api, alice, post)["circle"] is None


def test_own_posts_of_a_closed_circle_can_be_deleted(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob)
    post = post_by(bob, **in_circle(circle))
    circles.close_circle(alice.viewer, circle)
    assert api(alice).delete(f"/api/posts/{post}").status == 404
    assert api(bob).delete(f"/api/posts/{post}").status == 204
    assert api(bob).get(f"/api/posts/{post}").status == 410
