from uuid import uuid4

import pytest

from posts import services
from tests.at_once import at_once
from tests.deeds import block, circle_of, post_by, set_profile
from topin import errors

POSTS = "/api/posts"


def kinds_of(superuser, post):
    found = superuser.execute("select kind from events where subject_id = %s order by id", [post]).fetchall()
    return [kind for (kind,) in found]


def test_an_edited_post_shows_its_new_text_and_when(api, alice, bob, superuser):
    post = post_by(alice, "Hello #old @bob https://old.test/")
    before = api(alice).get(f"{POSTS}/{post}").json
    answer = api(alice).put(f"{POSTS}/{post}", {"text": "  Hullo #new  ", "content_warning": "cheer", "language": "en"})
    assert answer.status == 200
    after = answer.json
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"text", "tags", "mentions", "content_warning", "language", "edited_at"}
    assert (after["text"], after["tags"], after["mentions"]) == ("Hullo #new", ["new"], [])
    assert api(bob).get(f"{POSTS}/{post}").json["text"] == "Hullo #new"
    assert superuser.execute("select tag from post_tags").fetchall() == [("new",)]
    assert kinds_of(superuser, post)[-1] == "post_edited"


def test_what_is_not_given_stays(api, alice):
    post = post_by(alice, "Words", content_warning="careful", reply_policy="followers")
    after = api(alice).put(f"{POSTS}/{post}", {}).json
    assert (after["text"], after["content_warning"], after["reply_policy"]) == ("Words", "careful", "followers")
    assert after["edited_at"] is None


def test_reply_policy_changes_without_an_edit(api, alice):
    post = post_by(alice)
    after = api(alice).put(f"{POSTS}/{post}", {"reply_policy": "nobody"}).json
    assert (after["reply_policy"], after["edited_at"]) == ("nobody", None)
    assert len(api(alice).get(f"{POSTS}/{post}/versions").json["items"]) == 1


AUDIENCES = ["public", "followers", "mutuals", "private"]


@pytest.mark.parametrize("before", AUDIENCES)
@pytest.mark.parametrize("after", AUDIENCES)
def test_an_audience_only_gets_smaller(api, alice, before, after):
    post = post_by(alice, audience=before)
    answer = api(alice).put(f"{POSTS}/{post}", {"audience": after})
    if AUDIENCES.index(after) >= AUDIENCES.index(before):
        assert (answer.status, answer.json["audience"]) == (200, after)
    else:
        assert (answer.status, answer.json["errors"][0]["field"]) == (400, "audience")
        assert answer.json["errors"][0]["code"] == "not_narrower"
        assert api(alice).get(f"{POSTS}/{post}").json["audience"] == before


def test_a_circle_post_only_becomes_private_and_no_other_post_enters_a_circle(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob)
    post = post_by(alice, audience="circle", circle_id=circle)
    for audience in ("public", "followers", "mutuals"):
        assert api(alice).put(f"{POSTS}/{post}", {"audience": audience}).status == 400
    assert api(alice).put(f"{POSTS}/{post}", {"audience": "circle"}).status == 200
    assert api(bob).get(f"{POSTS}/{post}").status == 200
    after = api(alice).put(f"{POSTS}/{post}", {"audience": "private"}).json
    assert (after["audience"], after["circle"]) == ("private", None)
    assert api(bob).get(f"{POSTS}/{post}").status == 404
    other = post_by(alice)
    assert api(alice).put(f"{POSTS}/{other}", {"audience": "circle", "circle_id": str(circle)}).status == 400


def test_a_narrowed_post_is_gone_at_once_for_those_left_out(api, alice, bob):
    post = post_by(alice)
    assert api(bob).get(f"{POSTS}/{post}").status == 200
    api(alice).put(f"{POSTS}/{post}", {"audience": "mutuals"})
    assert api(bob).get(f"{POSTS}/{post}").status == 404


def test_a_published_post_keeps_its_quote_and_gets_no_time(api, alice, bob):
    post = post_by(alice)
    after = api(alice).put(f"{POSTS}/{post}", {"quote_id": str(post_by(bob)), "scheduled_at": None}).json
    assert (after["quote_id"], after["status"]) == (None, "published")
    answer = api(alice).put(f"{POSTS}/{post}", {"scheduled_at": "2027-01-01T00:00:00Z"})
    assert (answer.status, answer.code) == (409, "already_published")


def test_something_is_left_in_a_published_post(api, alice, bob):
    post = post_by(alice)
    for text in ("", " ", "\u200b"):
        answer = api(alice).put(f"{POSTS}/{post}", {"text": text})
        assert (answer.status, answer.json["errors"][0]["field"]) == (400, "text")
    quoting = post_by(alice, "Look", quote_id=post_by(bob))
    assert api(alice).put(f"{POSTS}/{quoting}", {"text": ""}).json["text"] == ""


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": None}, "text"),
        ({"text": "x" * 2001}, "text"),
        ({"audience": None}, "audience"),
        ({"reply_policy": None}, "reply_policy"),
        ({"content_warning": "w" * 201}, "content_warning"),
        ({"language": "not a language"}, "language"),
        ({"media": [{"id": str(uuid4()), "alt_text": "a cat"}]}, "media"),
        ({"poll": {"options": ["a"], "closes_in": 300}}, "poll.options"),
        ({"scheduled_at": "2020-01-01T00:00:00Z"}, "scheduled_at"),
    ],
)
def test_what_cannot_be_changed_is_refused_by_field(api, alice, body, field):
    answer = api(alice).put(f"{POSTS}/{post_by(alice)}", body)
    assert (answer.status, answer.code) == (400, "invalid")
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_nobody_edits_what_others_wrote(api, alice, bob, charlie, superuser):
    post = post_by(alice)
    answer = api(bob).put(f"{POSTS}/{post}", {"text": "mine"})
    assert (answer.status, answer.code) == (403, "forbidden")
    block(superuser, alice, charlie)
    assert api(charlie).put(f"{POSTS}/{post}", {"text": "mine"}).status == 404
    assert api().put(f"{POSTS}/{post}", {"text": "mine"}).status == 401
    assert api(bob).put(f"{POSTS}/{uuid4()}", {"text": "mine"}).status == 404
    assert api(alice).get(f"{POSTS}/{post}").json["text"] == "Something worth saying"


def test_a_deleted_post_is_not_edited(api, alice):
    post = post_by(alice)
    api(alice).delete(f"{POSTS}/{post}")
    assert api(alice).put(f"{POSTS}/{post}", {"text": "still"}).status == 410


def test_if_match_guards_against_lost_edits(api, alice):
    url = f"{POSTS}/{post_by(alice)}"
    etag = api(alice).get(url).headers["etag"]
    assert api(alice).put(url, {"text": "first"}, headers={"If-Match": etag}).status == 200
    answer = api(alice).put(url, {"text": "second"}, headers={"If-Match": etag})
    assert (answer.status, answer.code) == (412, "precondition_failed")
    assert api(alice).get(url).json["text"] == "first"


def test_a_member_who_became_private_keeps_old_posts_as_they_are(api, alice, superuser):
    post = post_by(alice)
    set_profile(superuser, alice, "is_private", True)
    assert api(alice).put(f"{POSTS}/{post}", {"text": "changed"}).json["audience"] == "public"


def test_of_a_vote_and_a_change_of_the_poll_at_once_only_one_counts(alice, bob, superuser):
    """The vote is for an option that the change takes away."""
    poll = {"options": ["a", "b"], "multiple": False, "closes_in": 300}

    def goes_through(deed):
        try:
            deed()
        except (errors.Conflict, errors.Invalid):
            return False
        return True

    for _ in range(5):
        post = post_by(alice, "Which?", poll=poll)
        (option,) = superuser.execute(
            "select id from post_poll_options where post_id = %s and place = 0", [post]
        ).fetchone()
        done = at_once(
            lambda post=post, option=option: goes_through(lambda: services.vote_in_poll(bob.viewer, post, [option])),
            lambda post=post: goes_through(lambda: services.update_post(alice.viewer, post, poll=poll)),
        )
        assert sorted(done) == [False, True]
