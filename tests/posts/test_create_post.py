import pytest

from tests.deeds import post_by, set_profile

POSTS = "/api/posts"


def test_a_post_comes_back_as_the_api_shows_it(api, alice):
    answer = api(alice).post(POSTS, {"text": "  Hello, neighbours!  ", "language": "en", "content_warning": "cheer"})
    assert answer.status == 201
    post = answer.json
    assert (post["text"], post["language"], post["content_warning"]) == ("Hello, neighbours!", "en", "cheer")
    assert post["author"]["handle"] == "alice"
    assert (post["audience"], post["reply_policy"], post["status"]) == ("public", "everyone", "published")
    assert post["counts"] == {"likes": 0, "comments": 0, "reposts": 0, "quotes": 0, "views": 0}
    assert post["viewer"] == {
        "liked": False, "reposted": False, "bookmarked": False, "can_reply": True, "can_repost": True,
        "is_author": True,
    }  # fmt: skip
    assert api(alice).get(f"{POSTS}/{post['id']}").json == post


def test_a_private_account_speaks_to_its_followers_unless_said_otherwise(api, alice, superuser):
    set_profile(superuser, alice, "is_private", True)
    assert api(alice).post(POSTS, {"text": "to my own"}).json["audience"] == "followers"
    post = api(alice).post(POSTS, {"text": "to all", "audience": "public"}).json
    assert (post["audience"], post["viewer"]["can_repost"]) == ("public", False)


def test_posts_are_counted(api, alice):
    post_by(alice)
    assert api(alice).get("/api/users/me").json["counts"]["posts"] == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": " \n\t "}, "text"),
        ({"text": "\u200b\u200b"}, "text"),
        ({"text": None}, "text"),
        ({"text": 5}, "text"),
        ({"text": ["a"]}, "text"),
        ({"text": "x", "audience": "circle"}, "circle_id"),
        ({"text": "x", "circle_id": "018f0000-0000-7000-8000-000000000000"}, "circle_id"),
        ({"text": "x", "audience": "circle", "circle_id": "x"}, "circle_id"),
        ({"text": "x", "audience": "aliens"}, "audience"),
        ({"text": "x", "reply_policy": "some"}, "reply_policy"),
        ({"text": "x", "language": "not a language"}, "language"),
        ({"text": "x", "content_warning": "w" * 201}, "content_warning"),
        ({"text": "x", "status": "draft"}, "status"),
    ],
)
def test_what_makes_no_post_is_refused_by_field(api, alice, body, field):
    answer = api(alice).post(POSTS, body)
    assert (answer.status, answer.code) == (400, "invalid")
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_a_nul_character_is_refused(api, alice):
    assert api(alice).post(POSTS, {"text": "a\0b"}).status == 400


def test_length_is_counted_as_people_see_it(api, alice, settings):
    limit = settings.POST_TEXT_LENGTH
    family = "👨\u200d👩\u200d👧"
    assert api(alice).post(POSTS, {"text": family * limit}).status == 201
    answer = api(alice).post(POSTS, {"text": family * (limit + 1)})
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "text")
    assert api(alice).post(POSTS, {"text": "e\u0301" * limit}).status == 201
    assert api(alice).post(POSTS, {"text": "e" * (limit + 1)}).status == 400


def test_nobody_posts_for_somebody_else(api, alice, bob):
    post = api(alice).post(POSTS, {"text": "mine", "author_id": str(bob.id), "id": str(bob.id)}).json
    assert post["author"]["handle"] == "alice"
    assert post["id"] != str(bob.id)


def test_visitors_post_nothing(api):
    assert api().post(POSTS, {"text": "hello"}).status == 401
