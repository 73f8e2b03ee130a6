"""Posts that a member put first in their profile."""

from uuid import uuid4

from posts import services
from tests.at_once import at_once
from tests.deeds import post_by
from topin import errors

POSTS = "/api/posts"


def pin(api, person, post):
    return api(person).post(f"{POSTS}/{post}/pin")


def test_pinning_and_unpinning_may_be_said_twice(api, alice, bob):
    post = post_by(alice)
    for _ in range(2):
        assert pin(api, alice, post).json["pinned"] is True
    assert api(bob).get(f"{POSTS}/{post}").json["pinned"] is True
    for _ in range(2):
        answer = api(alice).delete(f"{POSTS}/{post}/pin")
        assert (answer.status, answer.json["pinned"]) == (200, False)


def test_only_so_many_are_pinned(api, alice, settings):
    settings.PINNED_POSTS = 2
    posts = [post_by(alice) for _ in range(3)]
    assert [pin(api, alice, post).status for post in posts] == [200, 200, 409]
    assert pin(api, alice, posts[2]).code == "too_many_pins"
    assert pin(api, alice, posts[0]).status == 200
    api(alice).delete(f"{POSTS}/{posts[0]}")
    assert pin(api, alice, posts[2]).status == 200
    assert api(alice).post(f"{POSTS}/{posts[0]}/restore").json["pinned"] is False


def test_pinning_at_once_keeps_the_limit(alice, superuser, settings):
    settings.PINNED_POSTS = 2

    def pin_one(post):
        try:
            return services.pin_post(alice.viewer, post).loads()["pinned"]
        except errors.Conflict:
            return False

    posts = [post_by(alice) for _ in range(6)]
    assert sum(at_once(*[lambda post=post: pin_one(post) for post in posts])) == 2
    assert superuser.execute("select count(*) from posts where pinned_at is not null").fetchone() == (2,)


def test_only_own_published_posts_are_pinned(api, alice, bob):
    post = post_by(alice)
    draft = api(alice).post(POSTS, {"status": "draft"}).json["id"]
    answer = pin(api, alice, draft)
    assert (answer.status, answer.code) == (409, "not_published")
    for method in ("POST", "DELETE"):
        assert api(bob).request(method, f"{POSTS}/{post}/pin").status == 403
        assert api(bob).request(method, f"{POSTS}/{draft}/pin").status == 404
        assert api(bob).request(method, f"{POSTS}/{uuid4()}/pin").status == 404
        assert api().request(method, f"{POSTS}/{post}/pin").status == 401
    api(alice).delete(f"{POSTS}/{post}")
    assert pin(api, alice, post).status == 410
