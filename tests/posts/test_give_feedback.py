"""POST /api/posts/{id}/feedback: more or less like this."""

from uuid import uuid4

import pytest

from posts import services as posts
from tests.at_once import at_once
from tests.deeds import block, follow, post_by
from tests.posts.feeds import items_of, page_of, plant, plant_interest, planted_post, texts_of


def say(api, person, post, kind="less"):
    return api(person).post(f"/api/posts/{post}/feedback", {"kind": kind})


def said(superuser, person):
    return superuser.execute("select post_id, kind from feed_feedback where user_id = %s", [person.id]).fetchall()


def forget_interests(superuser):
    """What feedback taught besides: here it is about what was said itself."""
    superuser.execute("delete from interest_topics")
    superuser.execute("delete from interest_vectors")


@pytest.fixture
def score(api, superuser):
    """`score(alice, post)` → what it counts in a feed that is made now."""

    def scored(person, post):
        found = superuser.execute(
            "select score from internal.feed_scored(%s, internal.ranking_weights()) where post_id = %s",
            [person.id, post],
        ).fetchone()
        return found and found[0]

    return scored


def test_less_hides_the_post_at_once_and_for_good(api, superuser, alice, bob, charlie):
    follow(alice, bob)
    post_by(charlie, "first")
    hated = post_by(bob, "hated")
    page_of(api, alice, limit=1)
    answer = say(api, alice, hated)
    assert (answer.status, answer.body) == (204, b"")
    assert "hated" not in texts_of(items_of(api, alice))
    superuser.execute("delete from feed_seen")
    assert texts_of(items_of(api, alice)) == ["first"]
    assert texts_of(items_of(api, alice)) == ["first"], "nor among what was seen before"
    assert api(alice).get(f"/api/posts/{hated}").status == 200, "it is there where they ask for it"


def test_less_halves_what_its_author_and_its_topics_count_for_thirty_days(api, superuser, score, join, alice, bob):
    hated = planted_post(superuser, bob, "tea")
    same_author = post_by(bob, "something else")
    same_topic, other = planted_post(superuser, join("dora"), "tea"), post_by(join("emil"), "other")
    before = {post: score(alice, post) for post in (same_author, same_topic, other)}
    assert say(api, alice, hated).status == 204
    forget_interests(superuser)
    for post, times in ((same_author, 0.5), (same_topic, 0.5), (other, 1)):
        assert score(alice, post) == pytest.approx(times * before[post], rel=0.01)
    assert score(alice, hated) is None
    superuser.execute("update feed_feedback set created_at = now() - interval '30 days 1 second'")
    for post in before:
        assert score(alice, post) == pytest.approx(before[post], rel=0.01)
    assert score(alice, hated) is None, "it stays hidden"


def test_more_lifts_its_author_and_its_topics(api, superuser, score, join, alice, bob):
    loved = planted_post(superuser, bob, "tea")
    same_author, same_topic = post_by(bob, "something else"), planted_post(superuser, join("dora"), "tea")
    before = {post: score(alice, post) for post in (same_author, same_topic)}
    assert say(api, alice, loved, "more").status == 204
    forget_interests(superuser)
    for post in before:
        assert score(alice, post) == pytest.approx(1.5 * before[post], rel=0.01)


def test_feedback_may_be_said_again_and_changed(api, superuser, alice, bob):
    post = planted_post(superuser, bob, "tea")
    for kind in ("less", "less", "more", "more"):
        assert say(api, alice, post, kind).status == 204
        assert said(superuser, alice) == [(post, kind)]
    assert texts_of(items_of(api, alice)) == ["About #tea"]


def test_it_moves_interests_once_and_back_when_it_changes(api, superuser, alice, bob):
    def weight():
        found = superuser.execute("select weight from interest_topics where user_id = %s", [alice.id]).fetchone()
        return found and found[0]

    post = planted_post(superuser, bob, "tea")
    say(api, alice, post, "more")
    once = weight()
    say(api, alice, post, "more")
    assert weight() == pytest.approx(once, rel=0.001)
    assert once > 0
    say(api, alice, post, "less")
    assert weight() < 0


def test_who_switched_personalised_off_is_heard_and_nothing_is_worked_out(api, superuser, alice, bob):
    superuser.execute("update user_settings set personalised = false where user_id = %s", [alice.id])
    post = planted_post(superuser, bob, "tea")
    assert say(api, alice, post).status == 204
    assert items_of(api, alice) == []
    assert superuser.execute("select from interest_topics union all select from interest_vectors").fetchall() == []


def test_feedback_on_what_one_may_not_see_is_404(api, superuser, alice, bob, mona):
    hidden = [
        uuid4(), post_by(bob, audience="followers"), post_by(bob, audience="private"), post_by(bob, status="draft"),
    ]  # fmt: skip
    deleted, blocked = post_by(bob), post_by(mona)
    posts.delete_post(bob.viewer, deleted)
    block(superuser, mona, alice)
    answers = {(a.status, a.code) for a in (say(api, alice, post) for post in (*hidden, deleted, blocked))}
    assert answers == {(404, "not_found")}
    assert said(superuser, alice) == []


def test_own_posts_other_words_and_visitors_are_refused(api, superuser, alice, bob):
    own, post = post_by(alice), post_by(bob)
    refusal = say(api, alice, own)
    assert (refusal.status, refusal.json["errors"][0]["code"]) == (400, "own_post")
    assert (say(api, alice, post, "never").status, say(api, alice, post, None).status) == (400, 400)
    assert api(alice).post(f"/api/posts/{post}/feedback", {}).status == 400
    assert say(api, None, post).status == 401
    posts.delete_post(alice.viewer, own)
    assert say(api, alice, own).status == 410
    assert said(superuser, alice) == []


def test_many_at_once_are_one(api, superuser, alice, bob):
    post = planted_post(superuser, bob, "tea")
    page_of(api, alice)
    answers = at_once(*[lambda: say(api, alice, post).status, lambda: page_of(api, alice) and 204] * 4)
    assert set(answers) == {204}
    assert said(superuser, alice) == [(post, "less")]


def test_a_lesson_holds_over_an_interest(api, superuser, join, alice, bob):
    """Whoever loves a topic and says less of it gets less of it, at once."""
    plant_interest(superuser, alice, "tea", weight=3)
    for n in range(10):
        planted_post(superuser, join(f"author{n}"), "tea" if n < 5 else f"other{n}", str(n))
    hated = post_by(bob, "the last straw #tea")
    plant(superuser, hated, "tea")
    first = texts_of(page_of(api, alice, limit=2)["items"])
    assert all("#tea" in text for text in first)
    say(api, alice, hated)
    rest = texts_of(page_of(api, alice, limit=2)["items"])
    assert sum("#tea" in text for text in rest) < 2
