"""GET /api/posts?feed=for_you: what stands in it, and why."""

import pytest
from django.conf import settings

from accounts import services as accounts
from posts import jobs
from posts import services as posts
from social import services as social
from tests.deeds import approve, block, circle_of, follow, like, post_by, set_profile
from tests.posts.feeds import FEED, items_of, page_of, plant, plant_interest, planted_post, texts_of, whys_of
from topin import sql


@pytest.fixture
def trend():
    def fold_and_rank():
        sql.do(sql.SYSTEM, "fold_counters")
        jobs.refresh_trends()

    return fold_and_rank


@pytest.fixture
def read(api):
    """`read(alice)` → the items of one reading."""
    return lambda viewer, **options: items_of(api, viewer, **options)


def set_setting(superuser, person, name, value):
    assert name in ("show_likes", "personalised")
    superuser.execute(f"update user_settings set {name} = %s where user_id = %s", [value, person.id])


def grow(superuser, person, followers=1000):
    superuser.execute("update profile_counters set followers = %s where user_id = %s", [followers, person.id])


def test_each_item_says_why_it_is_there(read, superuser, trend, join, alice, bob, charlie):
    dora, emil, fred, gina = (join(name) for name in ("dora", "emil", "fred", "gina"))
    follow(alice, bob)
    circle = circle_of(superuser, alice, dora, name="Gardeners", slug="gardeners")
    for person in (charlie, emil, fred, gina):
        grow(superuser, person)
    post_by(bob, "by bob")
    post_by(dora, "in the circle", audience="circle", circle_id=circle)
    liked, handed_on = post_by(charlie, "liked"), post_by(emil, "handed on")
    like(liked, bob)
    posts.repost_post(bob.viewer, handed_on)
    plant_interest(superuser, alice, "tea")
    plant(superuser, post_by(fred, "a hot drink"), "tea")
    planted_post(superuser, gina, "tea", "brewing")
    post_by(join("newcomer"), "hello")
    loud = post_by(charlie, "loud")
    like(loud, *(join(f"fan{n}") for n in range(3)))
    superuser.execute("update posts set published_at = now() - interval '5 minutes' where id = %s", [loud])
    trend()
    assert whys_of(read(alice)) == {
        "by bob": ("followed", "You follow Bob"),
        "in the circle": ("circle", "From your circle Gardeners"),
        "liked": ("liked_by_followed", "Liked by Bob, whom you follow"),
        "handed on": ("followed", "Bob, whom you follow, reposted this"),
        "a hot drink": ("similar", "Similar to what you liked lately"),
        "brewing #tea": ("similar", "Similar to what you liked lately"),
        "hello": ("fresh", "Something new to discover"),
        "loud": ("trending", "Many people react to this now"),
    }


def test_a_repost_by_somebody_followed_names_them_as_other_feeds_do(read, alice, bob, charlie):
    follow(alice, bob)
    post_by(charlie, "plain")
    posts.repost_post(bob.viewer, post_by(charlie, "handed on"))
    found = {item["text"]: item["reposted_by"] and item["reposted_by"]["handle"] for item in read(alice)}
    assert found == {"plain": None, "handed on": "bob"}


def test_followed_topics_bring_their_posts_and_say_so(read, superuser, join, alice, bob):
    grow(superuser, bob)
    posts.follow_topic(alice.viewer, "tea")
    post_by(bob, "about #Tea")
    set_setting(superuser, alice, "personalised", False)
    assert whys_of(read(alice)) == {"about #Tea": ("topic", "About #tea, which you follow")}


def test_topics_that_a_member_likes_bring_their_posts(read, superuser, alice, bob):
    grow(superuser, bob)
    superuser.execute("insert into interest_topics (user_id, topic, weight) values (%s, 'tea', 3)", [alice.id])
    post_by(bob, "about #tea")
    assert whys_of(read(alice)) == {"about #tea": ("topic", "About #tea, which you like to read about")}


def test_trending_topics_bring_their_posts(read, superuser, alice, bob):
    grow(superuser, bob)
    post_by(bob, "about #tea")
    superuser.execute(
        "insert into topic_trends (topic, velocity, posts, people, ranked_at) values ('tea', 5, 9, 9, now())"
    )
    assert whys_of(read(alice)) == {"about #tea": ("trending", "About #tea, which is trending")}


def test_own_posts_are_never_in_it(read, superuser, alice, bob):
    follow(alice, bob)
    own = planted_post(superuser, alice, "tea")
    posts.repost_post(bob.viewer, own)
    like(own, bob)
    circle = circle_of(superuser, alice, bob)
    post_by(alice, "in the circle", audience="circle", circle_id=circle)
    plant_interest(superuser, alice, "tea")
    assert read(alice) == []
    post_by(bob, "by bob")
    assert texts_of(read(alice)) == ["by bob"]


@pytest.mark.parametrize("whose", ["author", "liker"])
def test_who_keeps_likes_to_themselves_is_not_told_by_a_why(read, superuser, alice, bob, charlie, whose):
    follow(alice, bob)
    like(post_by(charlie, "liked"), bob)
    set_setting(superuser, charlie if whose == "author" else bob, "show_likes", False)
    assert whys_of(read(alice)) == {"liked": ("fresh", "Something new to discover")}


def test_a_why_is_as_true_as_it_is_when_the_page_is_read(api, read, join, alice, bob, charlie, mona):
    follow(alice, bob, mona)
    liked, handed_on = post_by(charlie, "liked"), post_by(charlie, "handed on")
    like(liked, bob)
    posts.repost_post(mona.viewer, handed_on)
    post_by(join("somebody"), "other")
    page_of(api, alice, limit=1)  # makes the feed
    posts.unlike_post(bob.viewer, liked)
    posts.unrepost_post(mona.viewer, handed_on)
    found = whys_of(read(alice))
    assert {code for code, _ in found.values()} == {"fresh"}
    assert not any("Bob" in text or "Mona" in text for _, text in found.values())


def test_a_muted_or_blocked_liker_is_not_named(read, superuser, alice, bob, charlie, mona):
    follow(alice, bob, mona)
    like(post_by(charlie, "liked by the muted"), bob)
    like(post_by(charlie, "liked by the blocker"), mona)
    social.mute_member(alice.viewer, bob.id)
    block(superuser, mona, alice)
    assert {code for code, _ in whys_of(read(alice)).values()} == {"fresh"}


def test_blocks_mutes_deletion_and_narrowing_hold_between_cache_and_page(api, read, superuser, alice, join):
    names = ("stays", "muted", "blocks", "blocked", "deletes", "narrows", "hidden", "suspended", "goes_private", "word")
    people = {name: join(f"a_{name}") for name in names}
    made = {name: post_by(person, f"by {name}") for name, person in people.items()}
    post_by(join("first_one"), "the first")
    assert len(page_of(api, alice, limit=1)["items"]) == 1
    assert superuser.execute("select count(*) from feed_cache where user_id = %s", [alice.id]).fetchone() == (11,)
    social.mute_member(alice.viewer, people["muted"].id)
    social.block_member(people["blocks"].viewer, alice.id)
    social.block_member(alice.viewer, people["blocked"].id)
    posts.delete_post(people["deletes"].viewer, made["deletes"])
    posts.update_post(people["narrows"].viewer, made["narrows"], audience="private")
    superuser.execute("update posts set hidden_at = now() where id = %s", [made["hidden"]])
    set_profile(superuser, people["suspended"], "is_hidden", True)
    set_profile(superuser, people["goes_private"], "is_private", True)
    social.mute_word(alice.viewer, "word")
    assert set(texts_of(read(alice))) <= {"by stays", "the first"}


def test_a_muted_topic_is_not_in_it(api, read, superuser, alice, bob, charlie):
    post_by(charlie, "about #coffee")
    post_by(bob, "about #tea")
    post_by(bob, "plain")
    page_of(api, alice, limit=1)
    superuser.execute("delete from feed_seen")
    posts.mute_topic(alice.viewer, "tea")
    assert sorted(texts_of(read(alice))) == ["about #coffee", "plain"]


def test_posts_of_every_audience_come_to_who_may_see_them(read, superuser, alice, bob, charlie):
    set_profile(superuser, bob, "is_private", True)
    for audience in ("followers", "mutuals", "private"):
        post_by(bob, audience, audience=audience)
        post_by(charlie, f"of charlie: {audience}", audience=audience)
    assert read(alice) == []
    approve(superuser, alice, bob)
    follow(alice, charlie)
    follow(charlie, alice)
    assert sorted(texts_of(read(alice))) == ["followers", "of charlie: followers", "of charlie: mutuals"]


def test_it_is_never_empty_when_there_is_anything_to_show(api, read, superuser, alice, bob, charlie):
    """Nobody followed, nothing known of posts or interests: the newest of what may be seen."""
    grow(superuser, bob)
    old = post_by(bob, "long ago")
    superuser.execute("update posts set published_at = now() - interval '2 years' where id = %s", [old])
    assert texts_of(read(alice)) == ["long ago"]


@pytest.mark.parametrize(
    "fault", ["another embedder", "a vector of nothing", "no vectors", "weights that are none", "weights of nothing"]
)
def test_a_broken_model_leaves_a_feed(read, superuser, trend, alice, bob, charlie, fault):
    for n, author in enumerate((bob, charlie, bob, charlie)):
        planted_post(superuser, author, "tea" if n % 2 else "coffee", f"number {n}", hours=1 + n)
    plant_interest(superuser, alice, "tea")
    trend()
    zero = "[" + ",".join("0" * 256) + "]"
    if fault == "another embedder":
        superuser.execute("update interest_vectors set model = 'another'")
    elif fault == "a vector of nothing":
        superuser.execute("update interest_vectors set embedding = %s::halfvec", [zero])
        superuser.execute("update post_features set embedding = %s::halfvec where 'tea' = any (topics)", [zero])
    elif fault == "no vectors":
        superuser.execute("update post_features set embedding = null")
        superuser.execute("delete from interest_topics")
    else:
        weights = (
            '"broken"'
            if fault == "weights that are none"
            else '{"half_life_hours": 0, "base": 0, "author_spread": 1e9}'
        )
        superuser.execute("insert into ranking_versions (version, weights) values (1, %s)", [weights])
    assert len(read(alice)) == 4


def test_without_personalised_it_uses_no_interests_and_is_still_a_feed(read, superuser, alice, bob, charlie, join):
    for n in range(6):
        author = join(f"author{n}")
        grow(superuser, author)
        planted_post(superuser, author, "tea" if n % 2 else "coffee", f"number {n}")
    follow(alice, bob)
    post_by(bob, "by bob")
    plant_interest(superuser, alice, "tea")
    accounts.update_privacy(alice.viewer, {"personalised": False})
    found = whys_of(read(alice))
    assert len(found) == 7
    assert {code for code, _ in found.values()} == {"followed", "fresh"}
    for table in ("interest_vectors", "interest_topics"):
        assert superuser.execute(f"select from {table} where user_id = %s", [alice.id]).fetchall() == []


def test_switching_personalised_off_makes_the_next_page_anew(api, superuser, alice, join):
    for n in range(8):
        author = join(f"author{n}")
        grow(superuser, author)
        planted_post(superuser, author, ("tea", "coffee", "milk", "water")[n % 4], f"number {n}")
    plant_interest(superuser, alice, "tea")
    first = page_of(api, alice, limit=2)
    assert "similar" in {item["why"]["code"] for item in first["items"]}
    accounts.update_privacy(alice.viewer, {"personalised": False})
    second = page_of(api, alice, limit=6, cursor=first["next_cursor"])
    assert {item["why"]["code"] for item in second["items"]} == {"fresh"}


def test_visitors_and_wrong_questions(api, alice, bob):
    assert (api().get(FEED).status, api().get(FEED).code) == (401, "not_authenticated")
    post_by(bob, "one")
    post_by(alice, "two")
    home = api(alice).get("/api/posts?limit=1").json["next_cursor"]
    for cursor in (home, "broken", "x" * 60, "Zm9yX3lvdS4" + "A" * 60):
        assert (api(alice).get(f"{FEED}&cursor={cursor}").code) == "bad_cursor"
    for limit in ("0", "101", "many"):
        assert api(alice).get(f"{FEED}&limit={limit}").status == 400
    assert page_of(api, alice, limit=1)["items"][0]["text"] == "one"


def test_an_empty_product_has_an_empty_feed(api, alice):
    assert page_of(api, alice) == {"items": [], "next_cursor": None}


def test_a_feed_is_made_ahead_as_far_as_the_setting_says(api, monkeypatch, superuser, alice, join):
    for n in range(12):
        post_by(join(f"author{n}"), str(n))
    monkeypatch.setattr(settings, "FEED_CACHE", 5)
    assert len(page_of(api, alice, limit=3)["items"]) == 3
    assert superuser.execute("select count(*) from feed_cache").fetchone() == (5,)
    assert len(items_of(api, alice, limit=4)) == 9, "it is made anew when it runs low"
