import pytest

from tests.at_once import at_once
from tests.deeds import post_by, set_profile
from topin import sql

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
        ({"text": "\u2800", "media_ids": []}, "text"),
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
        ({"text": "x", "status": "deleted"}, "status"),
        ({"text": "x", "media_ids": ["018f0000-0000-7000-8000-000000000000"]}, "media_ids"),
        ({"text": "x", "media_ids": ["018f0000-0000-7000-8000-000000000000"] * 11}, "media_ids"),
        ({"text": "x", "quote_id": "018f0000-0000-7000-8000-000000000000"}, "quote_id"),
        ({"text": "x", "quote_id": "x"}, "quote_id"),
        ({"text": "x", "poll": "x"}, "poll"),
        ({"text": "x", "poll": {"options": ["a", "b"]}}, "poll.closes_in"),
        ({"text": "x", "poll": {"options": ["a"], "closes_in": 300}}, "poll.options"),
        ({"text": "x", "poll": {"options": ["a"] * 7, "closes_in": 300}}, "poll.options"),
        ({"text": "x", "poll": {"options": ["a", "\u200b"], "closes_in": 300}}, "poll.options"),
        ({"text": "x", "poll": {"options": ["a", "b" * 81], "closes_in": 300}}, "poll.options.1"),
        ({"text": "x", "poll": {"options": ["a", "b"], "closes_in": 299}}, "poll.closes_in"),
        ({"text": "x", "poll": {"options": ["a", "b"], "closes_in": 2592001}}, "poll.closes_in"),
    ],
)
def test_what_makes_no_post_is_refused_by_field(api, alice, body, field):
    answer = api(alice).post(POSTS, body)
    assert (answer.status, answer.code) == (400, "invalid")
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_a_warning_in_which_nothing_can_be_seen_is_none(api, alice):
    assert api(alice).post(POSTS, {"text": "x", "content_warning": "\u200b\u2060"}).json["content_warning"] is None


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


def test_something_must_be_there_and_a_poll_or_a_quote_is_something(api, alice, bob):
    poll = {"options": ["Tea", "👨‍👩‍👧" * 80], "closes_in": 2592000}
    answer = api(alice).post(POSTS, {"poll": poll})
    assert (answer.status, answer.json["text"]) == (201, "")
    assert api(alice).post(POSTS, {"text": " ", "quote_id": str(post_by(bob))}).status == 201


def test_a_poll_is_kept_with_its_options_in_order(api, alice, superuser):
    poll = {"options": [" one ", "two", "three"], "multiple": True, "closes_in": 300}
    post = api(alice).post(POSTS, {"text": "Which?", "poll": poll}).json["id"]
    kept = superuser.execute(
        "select multiple, seconds, closes_at - published_at = interval '5 minutes', has_poll"
        " from post_polls join posts on id = post_id where post_id = %s", [post]
    )  # fmt: skip
    assert kept.fetchone() == (True, 300, True, True)
    options = superuser.execute("select place, text from post_poll_options where post_id = %s order by place", [post])
    assert options.fetchall() == [(0, "one"), (1, "two"), (2, "three")]


def test_a_poll_changes_until_somebody_votes(api, alice, bob, superuser):
    url = f"{POSTS}/{post_by(alice, 'Which?', poll={'options': ['a', 'b'], 'multiple': False, 'closes_in': 300})}"
    changed = {"options": ["c", "d"], "multiple": True, "closes_in": 600}
    assert api(alice).put(url, {"poll": changed}).status == 200
    options = superuser.execute("select id, text from post_poll_options order by place").fetchall()
    assert [text for _, text in options] == ["c", "d"]
    superuser.execute(
        "insert into post_poll_votes (option_id, user_id, post_id) select id, %s, post_id from post_poll_options"
        " where id = %s", [bob.id, options[0][0]]
    )  # fmt: skip
    for poll in (changed, None):
        answer = api(alice).put(url, {"poll": poll})
        assert (answer.status, answer.code) == (409, "poll_voted")
    assert api(alice).put(url, {"text": "Which one?"}).status == 200


def test_a_poll_that_comes_to_a_published_post_runs_from_then_on(api, alice, bob):
    post = post_by(alice)
    poll = {"options": ["a", "b"], "closes_in": 3600}
    added = api(alice).put(f"{POSTS}/{post}", {"poll": poll}).json["poll"]
    assert added["closes_at"] is not None
    assert api(bob).post(f"{POSTS}/{post}/votes", {"option_ids": [added["options"][0]["id"]]}).status == 200


def test_a_poll_that_is_taken_out_leaves_nothing_to_the_next_ones_count(api, alice, bob):
    poll = {"options": ["a", "b"], "closes_in": 3600}
    post = post_by(alice, poll=poll | {"multiple": False})
    options = api(alice).get(f"{POSTS}/{post}").json["poll"]["options"]
    api(bob).post(f"{POSTS}/{post}/votes", {"option_ids": [options[0]["id"]]})
    sql.do(sql.SYSTEM, "fold_counters")
    api(bob).post(f"{POSTS}/{post}/votes", {"option_ids": []})
    assert api(alice).put(f"{POSTS}/{post}", {"poll": None}).code == "poll_voted"
    sql.do(sql.SYSTEM, "fold_counters")
    assert api(alice).put(f"{POSTS}/{post}", {"poll": None}).json["poll"] is None
    assert api(alice).put(f"{POSTS}/{post}", {"poll": poll}).json["poll"]["voters_count"] == 0


def test_a_closed_poll_does_not_change(api, alice, superuser):
    url = f"{POSTS}/{post_by(alice, 'Which?', poll={'options': ['a', 'b'], 'multiple': False, 'closes_in': 300})}"
    superuser.execute("update post_polls set closes_at = now()")
    answer = api(alice).put(url, {"poll": {"options": ["c", "d"], "closes_in": 300}})
    assert (answer.status, answer.code) == (409, "poll_closed")


def test_a_poll_can_be_taken_out_where_something_else_is_left(api, alice, superuser):
    poll = {"options": ["a", "b"], "multiple": False, "closes_in": 300}
    with_text, alone = post_by(alice, "Which?", poll=poll), post_by(alice, "", poll=poll)
    assert api(alice).put(f"{POSTS}/{with_text}", {"poll": None}).json["poll"] is None
    answer = api(alice).put(f"{POSTS}/{alone}", {"poll": None})
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "text")
    assert superuser.execute("select count(*) from post_poll_options").fetchone() == (2,)


def test_an_address_is_kept_once_and_told_with_every_post_that_links_to_it(api, alice, bob, superuser):
    first, second = post_by(alice, "See https://a.test/x."), post_by(bob, "https://a.test/x, too")
    draft = api(alice).post(POSTS, {"text": "https://a.test/draft", "status": "draft"}).json["id"]
    links = dict(superuser.execute("select url, id from link_previews").fetchall())
    assert links.keys() == {"https://a.test/x", "https://a.test/draft"}
    found = superuser.execute("select subject_id, data from events where kind = 'link_found' order by id").fetchall()
    assert found == [(post, {"link_id": str(links["https://a.test/x"])}) for post in (first, second)]
    assert api(alice).get(f"{POSTS}/{draft}").json["link"] is None
    superuser.execute("update link_previews set state = 'ready', title = 'A page'")
    assert api(alice).get(f"{POSTS}/{post_by(alice, 'https://a.test/x')}").json["link"] == {
        "url": "https://a.test/x", "title": "A page", "description": "", "image_url": None,
    }  # fmt: skip
    assert superuser.execute("select count(*) from events where kind = 'link_found'").fetchone() == (3,)


def test_many_posts_of_one_address_at_once_share_its_preview(alice, bob, superuser):
    at_once(*[lambda who=who: post_by(who, "https://a.test/") for who in (alice, bob) * 3])
    assert superuser.execute("select count(*) from link_previews").fetchone() == (1,)
    assert superuser.execute("select count(distinct link_id), count(link_id) from posts").fetchone() == (1, 6)
