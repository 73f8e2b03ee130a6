"""Quotes as they are read: what was quoted is shown to whoever may see it, and to nobody else."""

import json

import pytest

from posts import services
from social import services as social
from tests.deeds import approve, block, circle_of, follow, post_by, set_profile


@pytest.fixture
def quote(alice, bob):
    """Bob's quote of a post by alice: (quoted, quoting)."""
    quoted = post_by(alice, "The first word")
    return quoted, post_by(bob, "Read this", quote_id=quoted)


def shown(api, person, post):
    return api(person).get(f"/api/posts/{post}").json


def test_a_quote_carries_what_it_quotes(api, bob, charlie, quote):
    quoted, quoting = quote
    for reader in (bob, charlie, None):
        post = shown(api, reader, quoting)
        assert post["quote"] == shown(api, reader, quoted)
        assert (post["quote_id"], post["quote_unavailable"]) == (str(quoted), False)


def test_a_quote_in_a_quote_is_named_only(api, charlie, quote):
    quoted, quoting = quote
    post = shown(api, charlie, post_by(charlie, "And this", quote_id=quoting))
    assert post["quote"]["text"] == "Read this"
    assert post["quote"]["quote"] is None
    assert post["quote"]["quote_id"] == str(quoted)
    assert post["quote"]["quote_unavailable"] is False


def test_quotes_are_counted_while_they_stand(api, alice, bob, quote):
    quoted, quoting = quote
    assert shown(api, alice, quoted)["counts"]["quotes"] == 1
    services.delete_post(bob.viewer, quoting)
    assert shown(api, alice, quoted)["counts"]["quotes"] == 0


HIDINGS = {
    "deleted": lambda superuser, alice, reader, post: services.delete_post(alice.viewer, post),
    "narrowed": lambda superuser, alice, reader, post: superuser.execute(
        "update posts set audience = 'private' where id = %s", [post]
    ),
    "hidden": lambda superuser, alice, reader, post: superuser.execute(
        "update posts set hidden_at = now() where id = %s", [post]
    ),
    "suspended": lambda superuser, alice, reader, post: set_profile(superuser, alice, "is_hidden", True),
    "private": lambda superuser, alice, reader, post: set_profile(superuser, alice, "is_private", True),
    "blocked": lambda superuser, alice, reader, post: block(superuser, alice, reader),
    "blocking": lambda superuser, alice, reader, post: block(superuser, reader, alice),
}


@pytest.mark.parametrize("way", HIDINGS)
def test_what_became_invisible_leaves_the_quote_without_a_trace(api, alice, bob, charlie, superuser, quote, way):
    quoted, quoting = quote
    erased = post_by(bob, "Read this", quote_id=post_by(alice))
    superuser.execute("update posts set quote_id = null, quote_is_gone = true where id = %s", [erased])
    HIDINGS[way](superuser, alice, charlie, quoted)
    post = shown(api, charlie, quoting)
    assert (post["quote"], post["quote_id"], post["quote_unavailable"]) == (None, None, True)
    absent = shown(api, charlie, erased)
    for name in ("id", "created_at"):  # each post's own
        absent[name] = post[name]
    assert json.dumps(post) == json.dumps(absent)
    assert str(quoted) not in api(charlie).get(f"/api/posts/{quoting}").body.decode()


def test_it_comes_back_with_what_it_quotes(api, alice, charlie, quote):
    quoted, quoting = quote
    services.delete_post(alice.viewer, quoted)
    assert shown(api, charlie, quoting)["quote"] is None
    services.restore_post(alice.viewer, quoted)
    assert shown(api, charlie, quoting)["quote"]["id"] == str(quoted)


def test_a_deleted_quote_is_unavailable_to_its_own_author_too(api, alice, quote):
    quoted, quoting = quote
    services.delete_post(alice.viewer, quoted)
    post = shown(api, alice, quoting)
    assert (post["quote"], post["quote_id"], post["quote_unavailable"]) == (None, None, True)


def test_a_private_accounts_followers_still_read_what_was_quoted(api, alice, bob, charlie, superuser, quote):
    quoted, quoting = quote
    approve(superuser, charlie, alice)
    set_profile(superuser, alice, "is_private", True)
    assert shown(api, charlie, quoting)["quote"]["id"] == str(quoted)
    assert shown(api, bob, quoting)["quote"] is None


def test_a_quote_of_somebody_muted_stands_behind_a_warning(api, alice, bob, charlie, quote):
    quoted, quoting = quote
    social.mute_member(charlie.viewer, alice.id)
    post = shown(api, charlie, quoting)
    assert post["content_warning"] is None
    assert post["quote"]["content_warning"] == "From somebody you muted"
    assert shown(api, charlie, quoted)["content_warning"] is None  # opened by itself, it was asked for
    assert shown(api, bob, quoting)["quote"]["content_warning"] is None


def test_words_that_warn_warn_of_what_is_quoted_too(api, charlie, quote):
    social.mute_word(charlie.viewer, "first", action="warn")
    assert shown(api, charlie, quote[1])["quote"]["content_warning"] == "Muted word: first"


def feed(api, person):
    return [item["text"] for item in api(person).get("/api/posts").json["items"]]


def test_words_that_hide_hide_who_quotes_them(api, bob, charlie, quote):
    follow(charlie, bob)
    post_by(bob, "Nothing but this")
    social.mute_word(charlie.viewer, "first")
    assert feed(api, charlie) == ["Nothing but this"]
    assert feed(api, bob) == ["Nothing but this", "Read this"]


def test_hidden_words_in_a_quote_that_one_does_not_see_tell_nothing(api, alice, bob, charlie, superuser, quote):
    follow(charlie, bob)
    block(superuser, alice, charlie)
    social.mute_word(charlie.viewer, "first")
    assert feed(api, charlie) == ["Read this"]


def test_a_circles_post_is_quoted_inside_and_shown_to_members_alone(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, alice, bob, charlie, visibility="secret")
    inside = {"audience": "circle", "circle_id": circle}
    quoted = post_by(alice, **inside)
    quoting = post_by(bob, "Read this", quote_id=quoted, **inside)
    assert shown(api, charlie, quoting)["quote"]["id"] == str(quoted)
    for body in ({"text": "x"}, {"text": "x", "audience": "private"}):
        refusal = api(bob).post("/api/posts", body | {"quote_id": str(quoted)})
        assert (refusal.status, refusal.code) == (403, "not_repostable")
    superuser.execute("delete from circle_members where user_id = %s", [alice.id])
    assert shown(api, alice, quoting)["status"] == 404


def test_what_cannot_be_reposted_cannot_be_quoted(api, alice, bob, superuser):
    follow(bob, alice)
    followers = post_by(alice, audience="followers")
    for person in (alice, bob):
        refusal = api(person).post("/api/posts", {"text": "Look", "quote_id": str(followers)})
        assert (refusal.status, refusal.code) == (403, "not_repostable")
    unseen = post_by(alice, audience="private")
    refusal = api(bob).post("/api/posts", {"text": "Look", "quote_id": str(unseen)})
    assert (refusal.status, refusal.json["errors"][0]["field"], refusal.json["errors"][0]["code"]) == (
        400,
        "quote_id",
        "not_found",
    )
