"""Many pages of a for-you feed: nothing twice, never too much of one, whatever happens meanwhile."""

import random
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posts import for_you_jobs
from posts import services as posts
from social import services as social
from tests.at_once import at_once
from tests.deeds import follow, post_by
from tests.posts.feeds import (
    author_of,
    direction_of,
    items_of,
    longest_row,
    move,
    page_of,
    pages_of,
    plant_interest,
    planted_post,
    texts_of,
    topics_of,
)

TOPICS = [f"topic{n}" for n in range(10)]


@pytest.fixture
def crowd(superuser, join):
    """`crowd(authors=12, posts=40)` → people, who wrote about topics in turn, at a few hours' distance."""

    def made(authors, count, topics=TOPICS):
        people = [join(f"author{n}") for n in range(authors)]
        rng = random.Random(1)
        rows = [
            (people[n % authors].id, f"{n} #{topics[n % len(topics)]}", topics[n % len(topics)], rng.randrange(1, 2000),
             direction_of(topics[n % len(topics)], 0.5, n))
            for n in range(count)
        ]  # fmt: skip
        superuser.execute(
            """with given as (
                   select * from unnest(%s::uuid[], %s::text[], %s::text[], %s::int[], %s::text[])
                       with ordinality as g (author, text, topic, minutes, direction, n)),
               made as (
                   insert into posts (author_id, text, tags, published_at)
                   select author, text, array[topic], now() - minutes * interval '1 minute' from given order by n
                   returning id, author_id, text, tags, published_at),
               tagged as (
                   insert into post_tags (post_id, tag, author_id, place, published_at)
                   select id, tags[1], author_id, 0, published_at from made)
               insert into post_features (post_id, author_id, published_at, topics, embedding, model)
               select id, author_id, published_at, tags, direction::halfvec, 'planted'
                 from made join given using (text)""",
            list(map(list, zip(*rows, strict=True))),
        )
        return people

    return made


def test_thirty_pages_show_nothing_twice_nothing_own_and_never_more_than_two_in_a_row(
    api, superuser, crowd, alice, bob
):
    """While its reader likes and follows, while others write, and while the clock makes the feed anew."""
    people = crowd(15, 700)
    follow(alice, *people[:3])
    plant_interest(superuser, alice, TOPICS[0])
    for n in range(10):
        planted_post(superuser, alice, TOPICS[0], f"own {n}")
    seen, cursor = [], ""
    for n in range(30):
        page = page_of(api, alice, 20, cursor)
        assert len(page["items"]) == 20
        seen, cursor = seen + page["items"], page["next_cursor"]
        posts.like_post(alice.viewer, UUID(page["items"][0]["id"]))
        if n % 3 == 0:
            planted_post(superuser, people[n % 15], TOPICS[n % 10], f"new {n}")
            posts.repost_post(people[1].viewer, UUID(page["items"][3]["id"]))
        if n % 5 == 0:
            superuser.execute("update feed_states set made_at = now() - interval '15 minutes'")
            assert for_you_jobs.refresh_feeds() == 1
        if n == 7:
            follow(alice, people[5])
    ids = [item["id"] for item in seen]
    assert len(set(ids)) == len(ids) == 600
    assert str(alice.id) not in {item["author"]["id"] for item in seen}
    assert longest_row(seen, author_of) <= 2
    assert longest_row(seen, topics_of) <= 2


def test_planted_interests_are_found(api, superuser, crowd, alice):
    """Precision of the first page against that of a page chosen at random."""
    crowd(40, 400)
    plant_interest(superuser, alice, TOPICS[3])
    found = page_of(api, alice)["items"]
    hits = sum(TOPICS[3] in item["tags"] for item in found) / len(found)
    assert hits >= 3 * (1 / len(TOPICS)), texts_of(found)


def test_interests_without_any_tag_are_found_by_meaning(api, superuser, crowd, alice):
    crowd(40, 400)
    superuser.execute("update posts set tags = '{}'")
    superuser.execute("update post_features set topics = '{}'")
    superuser.execute("delete from post_tags")
    plant_interest(superuser, alice, TOPICS[3])
    found = page_of(api, alice)["items"]
    hits = sum(f"#{TOPICS[3]}" in item["text"] for item in found) / len(found)
    assert hits >= 3 * (1 / len(TOPICS)), texts_of(found)


def test_less_like_this_lowers_the_share_of_its_topic_on_the_next_page(api, superuser, crowd, alice):
    crowd(40, 600)
    plant_interest(superuser, alice, TOPICS[3])
    first = page_of(api, alice)
    of_topic = [item for item in first["items"] if TOPICS[3] in item["tags"]]
    answer = api(alice).post(f"/api/posts/{of_topic[0]['id']}/feedback", {"kind": "less"})
    assert answer.status == 204
    second = page_of(api, alice, cursor=first["next_cursor"])["items"]
    assert len(second) == 20
    assert sum(TOPICS[3] in item["tags"] for item in second) < len(of_topic)


def test_more_like_this_raises_the_share_of_its_topic_on_the_next_page(api, superuser, crowd, alice):
    crowd(40, 600)
    first = page_of(api, alice)
    wanted = first["items"][0]["tags"][0]
    share = sum(wanted in item["tags"] for item in first["items"])
    for item in first["items"]:
        if wanted in item["tags"]:
            posts.give_feedback(alice.viewer, UUID(item["id"]), kind="more")
    second = page_of(api, alice, cursor=first["next_cursor"])["items"]
    assert sum(wanted in item["tags"] for item in second) > share


def test_more_than_two_in_a_row_do_not_come_of_what_is_left_out_on_reading(api, superuser, join, alice):
    """Between the posts of one author stand others'; when these are gone, the feed does without the rest."""
    bob, others = join("bob"), [join(f"author{n}") for n in range(8)]
    for n in range(12):
        move(superuser, post_by(bob, f"bob {n}"), n)
    for n, author in enumerate(others):
        move(superuser, post_by(author, f"other {n}"), n)
    first = page_of(api, alice, limit=3)["items"]
    for author in others[:6]:
        social.mute_member(alice.viewer, author.id)
    rest = items_of(api, alice, limit=5)
    assert longest_row([*first, *rest], author_of) <= 2
    assert len(rest) > 2


def test_two_in_a_row_is_counted_over_the_border_of_pages(api, superuser, join, alice, bob):
    follow(alice, bob)
    for n in range(9):
        post_by(bob, f"bob {n}")
    for n in range(6):
        post_by(join(f"author{n}"), f"other {n}")
    for limit in (1, 2, 3):
        superuser.execute("delete from feed_seen")
        superuser.execute("delete from feed_states")
        found = items_of(api, alice, limit=limit)
        assert longest_row(found, author_of) == 2
        # Of bob's posts some are left when nothing stands between them any more: the next readings have them.
        rest = [item for _ in range(4) for item in items_of(api, alice, limit=limit)]
        assert len({item["id"] for item in found + rest if item["why"]["code"] != "seen_before"}) == 15


def test_a_client_that_repeats_a_cursor_gets_a_page_and_nothing_twice(api, crowd, alice):
    crowd(10, 100)
    first = page_of(api, alice, 10)
    second, again = (page_of(api, alice, 10, first["next_cursor"]) for _ in range(2))
    assert len(again["items"]) == 10
    ids = [item["id"] for page in (first, second, again) for item in page["items"]]
    assert len(set(ids)) == 30


def test_a_repeated_cursor_at_the_end_is_an_empty_page(api, crowd, alice):
    crowd(5, 12)
    first = page_of(api, alice, 10)
    assert len(page_of(api, alice, 10, first["next_cursor"])["items"]) == 2
    assert page_of(api, alice, 10, first["next_cursor"]) == {"items": [], "next_cursor": None}


def test_two_devices_reading_at_once_share_what_there_is(api, crowd, alice):
    crowd(15, 300)
    found = at_once(*[lambda: items_of(api, alice, limit=10, most=6)] * 4)
    ids = [item["id"] for items in found for item in items]
    assert len(set(ids)) == len(ids) == 240


def test_what_was_reported_as_viewed_is_not_shown(api, superuser, crowd, alice):
    crowd(10, 60)
    all_posts = [item["id"] for item in items_of(api, alice)]
    superuser.execute("delete from feed_seen")
    assert api(alice).post(f"/api/posts/{all_posts[0]}/view").status == 204
    assert api(alice).post("/api/posts/views", {"post_ids": all_posts[1:40]}).status == 204
    assert sorted(item["id"] for item in items_of(api, alice)) == sorted(all_posts[40:])


def test_what_was_shown_comes_again_after_seven_days(api, superuser, crowd, alice):
    crowd(5, 10)
    assert len(items_of(api, alice)) == 10
    superuser.execute("update feed_seen set seen_at = now() - interval '6 days 23 hours'")
    assert {item["why"]["code"] for item in items_of(api, alice)} == {"seen_before"}
    superuser.execute("update feed_seen set seen_at = now() - interval '7 days 1 minute'")
    again = items_of(api, alice)
    assert len(again) == 10
    assert "seen_before" not in {item["why"]["code"] for item in again}
    assert {item["why"]["code"] for item in items_of(api, alice)} == {"seen_before"}


def test_when_nothing_unseen_is_left_the_newest_come_again_page_by_page(api, superuser, crowd, alice, bob):
    crowd(5, 25)
    assert len(items_of(api, alice)) == 25
    pages = pages_of(api, alice, limit=10)
    assert [len(page) for page in pages] == [10, 10, 5]
    again = [item for page in pages for item in page]
    assert {(item["why"]["code"], item["why"]["text"]) for item in again} == {
        ("seen_before", "You may have seen this before")
    }
    assert all(a["created_at"] >= b["created_at"] for a, b in pairwise(again))
    post_by(bob, "news")
    assert texts_of(page_of(api, alice)["items"]) == ["news"]


def test_seen_before_leaves_out_what_is_not_for_the_reader(api, superuser, join, alice, bob, charlie, mona):
    made = {person.handle: post_by(person, f"by {person.handle}") for person in (alice, bob, charlie, mona)}
    post_by(bob, "more by bob")
    assert len(items_of(api, alice)) == 4
    posts.give_feedback(alice.viewer, made["bob"], kind="less")
    social.mute_member(alice.viewer, charlie.id)
    social.block_member(mona.viewer, alice.id)
    assert texts_of(items_of(api, alice)) == ["more by bob"]


AUDIENCES = ("public", "followers", "mutuals", "private")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_all_that_a_feed_shows_its_reader_may_see(_empty, superuser, join, api, data):  # noqa: PT019  (it is called)
    """For any graph of people, and any change of it between what was worked out and what is read."""
    _empty()
    people = [join(f"person{n}") for n in range(4)]
    pairs = [(a, b) for a in people for b in people if a is not b]
    made = [
        post_by(author, f"{author.handle} {n}", audience=data.draw(st.sampled_from(AUDIENCES)))
        for n, author in enumerate(people * 3)
    ]
    for step in range(2):
        for a, b in data.draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)):
            change(superuser, data.draw(st.sampled_from(CHANGES)), a, b, data.draw(st.sampled_from(made)))
        for reader in people:
            items = page_of(api, reader, limit=3 if step == 0 else 50)["items"]
            shown = [UUID(item["id"]) for item in items]
            (visible,) = superuser.execute("select internal.visible_among(%s, %s)", [reader.id, shown]).fetchone()
            assert visible == shown
            assert all(item["author"]["id"] != str(reader.id) for item in items)


CHANGES = ("follow", "unfollow", "block", "mute", "private", "suspend", "narrow", "hide", "like")


def change(superuser, kind, a, b, post):
    pair = [a.id, b.id]
    statements = {
        "follow": ("insert into followers (follower_id, followed_id) values (%s, %s) on conflict do nothing", pair),
        "unfollow": ("delete from followers where follower_id = %s and followed_id = %s", pair),
        "block": ("insert into blocked_users (blocker_id, blocked_id) values (%s, %s) on conflict do nothing", pair),
        "mute": ("insert into mutes (muter_id, muted_id) values (%s, %s) on conflict do nothing", pair),
        "private": ("update profiles set is_private = not is_private where user_id = %s", pair[:1]),
        "suspend": ("update profiles set is_hidden = not is_hidden where user_id = %s", pair[:1]),
        "narrow": ("update posts set audience = 'private' where id = %s", [post]),
        "hide": ("update posts set hidden_at = now() where id = %s", [post]),
        "like": ("insert into likes (user_id, post_id) values (%s, %s) on conflict do nothing", [a.id, post]),
    }
    superuser.execute(*statements[kind])
