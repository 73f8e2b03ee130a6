from uuid import uuid4

import pytest

from posts import services as posts
from tests.at_once import at_once
from tests.deeds import circle_of, post_by
from topin import errors


def feed(api, person, circle):
    return api(person).get(f"/api/posts?feed=circle&circle={circle}")


def test_members_post_and_read_in_their_circle(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="private")
    body = {"text": "Sow now", "audience": "circle", "circle_id": str(circle)}
    post = api(bob).post("/api/posts", body)
    assert (post.status, post.json["circle"]["slug"]) == (201, "gardeners")
    assert [item["text"] for item in feed(api, alice, circle).json["items"]] == ["Sow now"]


@pytest.mark.parametrize(("visibility", "status"), [("public", 403), ("private", 403), ("secret", 404)])
def test_outsiders_post_nothing(api, alice, bob, superuser, visibility, status):
    circle = circle_of(superuser, alice, visibility=visibility)
    body = {"text": "Let me in", "audience": "circle", "circle_id": str(circle)}
    answer = api(bob).post("/api/posts", body)
    assert answer.status == status
    if status == 404:
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


def test_nobody_posts_after_leaving_even_at_the_same_moment(alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="private")

    def write():
        try:
            return posts.create_post(bob.viewer, text="Bye", audience="circle", circle_id=circle)
        except errors.Forbidden:
            return None

    def leave():
        superuser.execute("delete from circle_members where circle_id = %s and user_id = %s", [circle, bob.id])

    at_once(write, leave)
    assert write() is None
