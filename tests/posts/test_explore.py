"""GET /api/posts?feed=explore: what was published lately, by trend, for whoever may see it."""

from datetime import timedelta

import pytest
from django.conf import settings

from posts import jobs
from posts import services as posts
from social import services as social
from tests.deeds import block, comment_on, follow, like, post_by, set_profile
from topin import sql

FEED = "/api/posts?feed=explore"


@pytest.fixture
def explored(api):
    """`explored(viewer)` → texts of all pages from a cursor on, two at a time."""

    def walk(viewer=None, query="", cursor="", limit=2):
        found = []
        while cursor is not None:
            page = api(viewer).get(f"{FEED}&limit={limit}&cursor={cursor}{query}").json
            found, cursor = found + [item["text"] for item in page["items"]], page["next_cursor"]
        return found

    return walk


@pytest.fixture
def published(superuser):
    """`published(post, 3)` → it was published three hours ago."""

    def move(post, hours):
        ago = timedelta(hours=hours)
        superuser.execute("update posts set published_at = now() - %s where id = %s", [ago, post])
        superuser.execute("update post_tags set published_at = now() - %s where post_id = %s", [ago, post])

    return move


@pytest.fixture
def rank():
    def fold_and_rank():
        sql.do(sql.SYSTEM, "fold_counters")
        return jobs.refresh_trends()

    return fold_and_rank


@pytest.fixture
def trend(superuser):
    def trend_of(*counts, hours):
        statement = "select internal.trend_of(%s, %s, %s, %s, %s)"
        return superuser.execute(statement, [*counts, timedelta(hours=hours)]).fetchone()[0]

    return trend_of


def test_what_people_react_to_comes_first(explored, published, rank, alice, bob, charlie):
    quiet, liked, discussed, handed_on = (post_by(alice, text) for text in ("quiet", "liked", "discussed", "handed on"))
    like(liked, bob)
    comment_on(discussed, bob)
    posts.repost_post(bob.viewer, handed_on)
    for post in (quiet, liked, discussed, handed_on):
        published(post, 5)
    assert rank() == 4
    for viewer in (None, alice, charlie):
        assert explored(viewer) == ["handed on", "discussed", "liked", "quiet"]


def test_a_trend_fades_with_time(explored, published, rank, trend, alice, bob, charlie):
    old, new = post_by(alice, "old"), post_by(alice, "new")
    like(old, bob, charlie)
    like(new, bob)
    published(old, 20)
    published(new, 1)
    rank()
    assert explored() == ["new", "old"]
    assert trend(2, 0, 0, 0, hours=20) == round(1_000_000 * 3 / 22**1.5)
    assert trend(1, 2, 3, 4, hours=0) == round(1_000_000 * (1 + 1 + 4 + 9 + 12) / 2**1.5)


def test_only_public_posts_of_the_last_72_hours_are_in_it(explored, published, rank, superuser, alice, bob):
    follow(bob, alice)
    for audience in ("public", "followers", "mutuals", "private"):
        published(post_by(alice, audience, audience=audience), 2)
    published(post_by(alice, "lately"), 71.9)
    published(post_by(alice, "long ago"), 72.1)
    assert explored(bob) == ["public", "lately"], "before anything was ranked: by time"
    assert rank() == 2
    assert explored(bob) == explored(alice) == explored() == ["public", "lately"]
    superuser.execute("update trends set published_at = published_at - interval '1 hour'")
    assert explored() == ["public"], "ranked, and too old by now"


def test_what_is_new_stands_where_a_new_post_begins(explored, published, rank, alice, bob, charlie, mona):
    loud, faded = post_by(alice, "loud"), post_by(alice, "faded")
    like(loud, bob, charlie, mona)
    published(loud, 1)
    published(faded, 30)
    rank()
    post_by(bob, "new")
    post_by(bob, "newer")
    assert explored() == ["loud", "newer", "new", "faded"]


def test_a_ranking_leaves_no_post_between_itself_and_what_is_new(explored, superuser, rank, alice):
    """A post that is published while the ranking is made is committed after it: it counts as new."""
    post_by(alice, "committed late")
    superuser.execute("update posts set published_at = now() - interval '59 seconds'")
    assert rank() == 0
    assert explored() == ["committed late"]
    superuser.execute("update posts set published_at = now() - interval '61 seconds'")
    assert rank() == 1
    assert explored() == ["committed late"]


def test_pages_hold_on_to_their_ranking_whatever_is_liked_and_ranked_meanwhile(
    api, explored, published, rank, alice, bob, charlie
):
    made = [post_by(alice, str(n)) for n in range(9)]
    for n, post in enumerate(made):
        published(post, 1 + n)
    for post in made[:3]:
        like(post, bob)
    rank()
    order = explored()
    first = api().get(f"{FEED}&limit=4").json
    posts.unlike_post(bob.viewer, made[0])
    like(made[8], bob, charlie, alice)
    for reader in (bob, charlie):
        posts.repost_post(reader.viewer, made[8])
    rank()
    post_by(bob, "came meanwhile")
    posts.delete_post(alice.viewer, made[5])
    seen = [item["text"] for item in first["items"]] + explored(cursor=first["next_cursor"])
    assert seen == [text for text in order if text != "5"]
    assert explored()[:2] == ["came meanwhile", "8"], "whoever begins anew reads the newest ranking"


def test_a_cursor_whose_ranking_is_forgotten_reads_on_at_its_height(api, published, rank, superuser, alice):
    for n in range(6):
        published(post_by(alice, str(n)), 1 + n)
    rank()
    cursor = api().get(f"{FEED}&limit=3").json["next_cursor"]
    superuser.execute("update trends set ranked_at = ranked_at - interval '61 minutes'")
    rank()
    (kept,) = superuser.execute("select count(distinct ranked_at) from trends").fetchone()
    assert kept == 1
    page = api().get(f"{FEED}&cursor={cursor}").json
    # All stand a little lower than a moment ago; the last one shown may come again for that.
    assert [item["text"] for item in page["items"] if item["text"] != "2"] == ["3", "4", "5"]


def test_a_topic_narrows_it_to_posts_with_that_tag(explored, published, rank, alice, bob):
    published(post_by(alice, "old #Tea"), 2)
    published(post_by(alice, "coffee"), 2)
    rank()
    post_by(bob, "new #tea")
    for topic in ("tea", "%23Tea"):
        assert explored(None, f"&topic={topic}") == ["new #tea", "old #Tea"]
    assert explored(None, "&topic=coffee") == []
    assert len(explored(None, "&topic=")) == 3


def test_it_is_by_nobody_and_of_nothing_that_the_viewer_muted_or_that_is_not_for_them(
    explored, published, rank, superuser, alice, bob, charlie, mona
):
    for author, text in [(bob, "by bob"), (charlie, "slugs"), (charlie, "by charlie"), (mona, "by mona")]:
        published(post_by(author, text), 2)
    rank()
    post_by(bob, "new by bob")
    social.mute_member(alice.viewer, bob.id)
    social.mute_word(alice.viewer, "slugs")
    block(superuser, mona, alice)
    assert explored(alice) == ["by charlie"]
    assert sorted(explored()) == ["by bob", "by charlie", "by mona", "new by bob", "slugs"]
    set_profile(superuser, mona, "is_private", True)
    set_profile(superuser, charlie, "is_hidden", True)
    assert sorted(explored()) == sorted(explored(bob)) == ["by bob", "new by bob"]


def test_a_ranking_holds_so_many_posts_and_no_more(explored, published, rank, monkeypatch, alice):
    for n in range(4):
        published(post_by(alice, str(n)), 1 + n)
    monkeypatch.setattr(settings, "EXPLORE_POSTS", 3)
    assert rank() == 3
    assert explored() == ["0", "1", "2"]


def test_visitors_and_broken_cursors(api, alice):
    for _ in range(2):
        post_by(alice)
    page = api().get(f"{FEED}&limit=1")
    assert (page.status, page.json["items"][0]["viewer"]) == (200, None)
    home = api(alice).get("/api/posts?limit=1").json["next_cursor"]
    for cursor in (home, "broken", "x" * 70, page.json["next_cursor"] + "A" * 100):
        assert api().get(f"{FEED}&cursor={cursor}").code == "bad_cursor"
    assert api().get(f"/api/posts?cursor={page.json['next_cursor']}").status == 401
    assert api(alice).get(f"/api/posts?cursor={page.json['next_cursor']}").code == "bad_cursor"
