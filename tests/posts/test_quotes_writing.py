"""Quoting posts: what may be quoted where, and how it counts."""

from uuid import UUID, uuid4

import pytest

from posts import jobs
from tests.deeds import block, circle_of, follow, post_by, set_profile

POSTS = "/api/posts"


def quote(api, person, post, **fields):
    return api(person).post(POSTS, {"text": "Look", "quote_id": str(post), **fields})


def quotes_of(api, person, post):
    return api(person).get(f"{POSTS}/{post}").json["counts"]["quotes"]


def test_a_quote_shows_what_it_quotes_and_is_counted(api, alice, bob, superuser):
    post = post_by(alice, "Words")
    answer = quote(api, bob, post)
    assert (answer.status, answer.json["quote"]["text"], answer.json["quote_id"]) == (201, "Words", str(post))
    assert quotes_of(api, alice, post) == 1
    event = superuser.execute("select subject_id, actor_id, data from events where kind = 'post_quoted'").fetchall()
    assert event == [(post, bob.id, {"author_id": str(alice.id), "quote_id": answer.json["id"]})]


def test_what_one_does_not_see_one_does_not_quote(api, alice, bob, charlie, superuser):
    post, private = post_by(alice), post_by(alice, audience="private")
    draft = api(alice).post(POSTS, {"status": "draft", "text": "x"}).json["id"]
    deleted = post_by(alice)
    api(alice).delete(f"{POSTS}/{deleted}")
    block(superuser, alice, charlie)
    for person, unseen in (
        (bob, private),
        (bob, draft),
        (bob, deleted),
        (charlie, post),
        (bob, uuid4()),
        (alice, deleted),
    ):
        answer = quote(api, person, unseen)
        assert (answer.status, answer.code) == (400, "invalid")
        assert [(e["field"], e["code"]) for e in answer.json["errors"]] == [("quote_id", "not_found")]


@pytest.mark.parametrize("audience", ["followers", "mutuals", "private"])
def test_only_public_posts_are_quoted(api, alice, bob, audience):
    follow(alice, bob)
    follow(bob, alice)
    post = post_by(alice, audience=audience)
    for person in (alice, bob) if audience != "private" else (alice,):
        answer = quote(api, person, post)
        assert (answer.status, answer.code) == (403, "not_repostable")
    assert quotes_of(api, alice, post) == 0


def test_posts_of_private_accounts_are_not_quoted(api, alice, bob, superuser):
    follow(bob, alice)
    post = post_by(alice)
    set_profile(superuser, alice, "is_private", True)
    assert quote(api, bob, post).code == "not_repostable"


def test_a_circles_posts_are_quoted_inside_it_alone(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, alice, bob, visibility="public")
    other = circle_of(superuser, bob, slug="others")
    post = post_by(alice, audience="circle", circle_id=circle)
    inside = {"audience": "circle", "circle_id": str(circle)}
    assert quote(api, bob, post, **inside).status == 201
    assert quote(api, bob, post).code == "not_repostable"
    assert quote(api, bob, post, audience="circle", circle_id=str(other)).code == "not_repostable"
    assert quote(api, charlie, post).code == "not_repostable"
    assert quote(api, charlie, post, **inside).code == "not_a_member"
    assert quote(api, bob, post_by(alice), **inside).status == 201
    assert quotes_of(api, alice, post) == 1


def test_drafts_quote_nothing_until_they_are_out(api, alice, bob):
    post = post_by(alice)
    draft = quote(api, bob, post, status="draft").json
    assert (draft["quote"]["id"], quotes_of(api, alice, post)) == (str(post), 0)
    api(bob).post(f"{POSTS}/{draft['id']}/publish")
    assert quotes_of(api, alice, post) == 1


def test_what_cannot_be_quoted_any_more_when_a_draft_comes_out_is_unavailable(api, alice, bob, superuser):
    post = post_by(alice)
    draft, empty = quote(api, bob, post, status="draft").json, quote(api, bob, post, status="draft", text="").json
    api(alice).put(f"{POSTS}/{post}", {"audience": "followers"})
    published = api(bob).post(f"{POSTS}/{draft['id']}/publish").json
    assert (published["quote"], published["quote_id"], published["quote_unavailable"]) == (None, None, True)
    assert api(bob).post(f"{POSTS}/{empty['id']}/publish").status == 400
    assert quotes_of(api, alice, post) == 0
    assert superuser.execute("select count(*) from events where kind = 'post_quoted'").fetchone() == (0,)


def test_a_quote_of_what_is_gone_says_so_until_it_comes_back(api, alice, bob, charlie):
    post = post_by(alice)
    quoting = UUID(quote(api, bob, post).json["id"])
    api(alice).delete(f"{POSTS}/{post}")
    seen = api(charlie).get(f"{POSTS}/{quoting}").json
    assert (seen["quote"], seen["quote_id"], seen["quote_unavailable"]) == (None, None, True)
    api(alice).post(f"{POSTS}/{post}/restore")
    seen = api(charlie).get(f"{POSTS}/{quoting}").json
    assert (seen["quote"]["id"], seen["quote_unavailable"], seen["quote"]["counts"]["quotes"]) == (str(post), False, 1)


def test_a_draft_whose_quote_is_erased_may_quote_something_else_or_nothing(api, alice, bob, superuser):
    post, other = post_by(alice), post_by(alice)
    draft = quote(api, bob, post, status="draft", text="").json["id"]
    superuser.execute("update posts set deleted_at = now() - interval '31 days' where id = %s", [post])
    assert jobs.erase_deleted_posts() == 1
    assert api(bob).get(f"{POSTS}/{draft}").json["quote_unavailable"] is True
    changed = api(bob).put(f"{POSTS}/{draft}", {"quote_id": str(other)}).json
    assert (changed["quote_id"], changed["quote_unavailable"]) == (str(other), False)
    changed = api(bob).put(f"{POSTS}/{draft}", {"quote_id": None}).json
    assert (changed["quote_id"], changed["quote_unavailable"]) == (None, False)
    assert api(bob).post(f"{POSTS}/{draft}/publish").status == 400
