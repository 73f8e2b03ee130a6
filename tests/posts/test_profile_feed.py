"""GET /api/posts/user/{id}: what stands in a member's list, in which order, and for whom."""

import pytest

from posts import services as posts
from tests.deeds import block, circle_of, comment_on, follow, post_by, set_profile


@pytest.fixture
def listed(api):
    """`listed(viewer, member, "&with=…")` → texts of all pages, two at a time; reposts end with @ and by whom."""

    def walk(viewer, member, query="", limit=2):
        found, cursor = [], ""
        while cursor is not None:
            page = api(viewer).get(f"/api/posts/user/{member.id}?limit={limit}&cursor={cursor}{query}").json
            assert len(page["items"]) <= limit
            found += [said(item) for item in page["items"]]
            cursor = page["next_cursor"]
        return found

    return walk


def said(item):
    by = item["reposted_by"]
    return f"{item['text']} @{by['handle']}" if by else item["text"]


def test_reposts_stand_where_they_were_made(listed, alice, bob):
    handed_on = post_by(bob, "by bob")
    post_by(alice, "one")
    posts.repost_post(alice.viewer, handed_on)
    post_by(alice, "two")
    for viewer in (alice, bob, None):
        assert listed(viewer, alice) == ["two", "by bob @alice", "one"]
    assert listed(None, bob) == ["by bob"]
    posts.unrepost_post(alice.viewer, handed_on)
    assert listed(None, alice) == ["two", "one"]


def test_a_repost_of_what_the_viewer_does_not_see_is_not_there(listed, superuser, alice, bob, charlie):
    handed_on = post_by(bob, "by bob")
    posts.repost_post(alice.viewer, handed_on)
    post_by(alice, "one")
    block(superuser, bob, charlie)
    assert listed(charlie, alice) == ["one"]
    assert listed(None, alice) == ["one", "by bob @alice"]
    set_profile(superuser, bob, "is_private", True)
    assert listed(None, alice) == ["one"]
    set_profile(superuser, bob, "is_private", False)
    posts.delete_post(bob.viewer, handed_on)
    assert listed(alice, alice) == ["one"]


def test_an_own_post_that_was_reposted_stands_once_where_it_was_reposted(listed, alice):
    first = post_by(alice, "one")
    post_by(alice, "two")
    posts.repost_post(alice.viewer, first)
    post_by(alice, "three")
    assert listed(None, alice) == ["three", "one @alice", "two"]
    posts.unrepost_post(alice.viewer, first)
    assert listed(None, alice) == ["three", "two", "one"]


def test_pinned_posts_come_first_the_last_pinned_on_top_and_only_once(listed, api, alice):
    made = [post_by(alice, str(n)) for n in range(6)]
    posts.pin_post(alice.viewer, made[1])
    posts.pin_post(alice.viewer, made[3])
    posts.pin_post(alice.viewer, made[0])
    posts.repost_post(alice.viewer, made[3])
    for limit in (1, 2, 4, 20):
        assert listed(None, alice, limit=limit) == ["0", "3", "1", "5", "4", "2"]
    assert [item["pinned"] for item in api().get(f"/api/posts/user/{alice.id}").json["items"]] == [True] * 3 + [
        False
    ] * 3
    posts.unpin_post(alice.viewer, made[1])
    assert listed(None, alice) == ["0", "3", "5", "4", "2", "1"]


def test_a_pinned_post_is_for_its_audience_only(listed, alice, bob, charlie):
    pinned = post_by(alice, "for followers", audience="followers")
    post_by(alice, "for all")
    posts.pin_post(alice.viewer, pinned)
    follow(bob, alice)
    assert listed(bob, alice) == ["for followers", "for all"]
    assert listed(charlie, alice) == listed(None, alice) == ["for all"]


def test_pages_never_repeat_and_never_skip_while_posts_and_reposts_come_and_go(api, alice, bob):
    others = [post_by(bob, f"bob {n}") for n in range(4)]
    made = []
    for n in range(8):
        made.append(post_by(alice, str(n)))
        if n % 2:
            posts.repost_post(alice.viewer, others[n // 2])
    url = f"/api/posts/user/{alice.id}?limit=3"
    first = api().get(url).json
    seen, cursor = [said(item) for item in first["items"]], first["next_cursor"]
    assert seen == ["bob 3 @alice", "7", "6"]
    post_by(alice, "came meanwhile")
    posts.delete_post(alice.viewer, made[6])  # the one that the cursor stands on
    posts.delete_post(alice.viewer, made[4])
    posts.unrepost_post(alice.viewer, others[1])
    while cursor is not None:
        page = api().get(f"{url}&cursor={cursor}").json
        seen, cursor = seen + [said(item) for item in page["items"]], page["next_cursor"]
    assert seen == ["bob 3 @alice", "7", "6", "bob 2 @alice", "5", "3", "2", "bob 0 @alice", "1", "0"]


def test_posts_of_one_moment_are_told_apart_by_their_ids(listed, superuser, alice):
    for n in range(7):
        post_by(alice, str(n))
    superuser.execute("update posts set published_at = '2026-01-01'")
    assert listed(alice, alice) == [str(n) for n in reversed(range(7))]


def test_many_reposts_that_are_gone_are_read_over(listed, superuser, alice, bob):
    post_by(alice, "first of all")
    for n in range(30):
        posts.repost_post(alice.viewer, post_by(bob, str(n)))
    superuser.execute("update posts set hidden_at = now() where author_id = %s", [bob.id])
    assert listed(None, alice, limit=1) == ["first of all"]


def test_drafts_and_scheduled_posts_are_not_in_it(listed, superuser, alice):
    for status in ("draft", "scheduled"):
        superuser.execute(
            "insert into posts (author_id, text, status, scheduled_at) values (%s, %s, %s, now())",
            [alice.id, status, status],
        )
    post_by(alice, "published")
    assert listed(alice, alice) == ["published"]


def test_posts_of_a_circle_are_for_those_who_read_it(listed, superuser, alice, bob, charlie):
    circle = circle_of(superuser, alice, bob, visibility="private")
    post_by(alice, "among us", audience="circle", circle_id=circle)
    assert listed(bob, alice) == listed(alice, alice) == ["among us"]
    assert listed(charlie, alice) == listed(None, alice) == []


def test_with_replies_lists_each_post_once_by_the_newest_comment_of_the_member(listed, alice, bob, charlie):
    garden, kitchen, own = post_by(bob, "garden"), post_by(charlie, "kitchen"), post_by(alice, "own")
    comment_on(garden, alice)
    comment_on(kitchen, alice)
    comment_on(own, alice)
    comment_on(garden, alice)
    comment_on(garden, bob)
    assert listed(None, alice, "&with=replies") == ["garden", "own", "kitchen"]
    assert listed(None, bob, "&with=replies") == ["garden"]
    assert listed(None, charlie, "&with=replies") == []
    assert listed(None, alice) == ["own"]


def test_with_replies_goes_by_comments_and_posts_that_are_still_there(listed, superuser, alice, bob, charlie):
    garden, kitchen, hall = (post_by(bob, text) for text in ("garden", "kitchen", "hall"))
    shed = post_by(charlie, "shed")
    first = comment_on(kitchen, alice)
    comment_on(garden, alice)
    comment_on(hall, alice)
    comment_on(shed, alice)
    again = comment_on(kitchen, alice)
    assert listed(None, alice, "&with=replies") == ["kitchen", "shed", "hall", "garden"]
    posts.delete_comment(alice.viewer, again)
    posts.delete_post(bob.viewer, hall)
    block(superuser, charlie, bob)
    assert listed(bob, alice, "&with=replies") == ["garden", "kitchen"]
    posts.delete_comment(alice.viewer, first)
    assert listed(None, alice, "&with=replies") == ["shed", "garden"]


def test_with_media_is_an_empty_list_as_long_as_posts_have_none(listed, api, alice):
    post_by(alice)
    answer = api().get(f"/api/posts/user/{alice.id}?with=media")
    assert (answer.status, answer.json) == (200, {"items": [], "next_cursor": None})
    assert len(listed(None, alice)) == 1


def test_what_it_may_be_narrowed_to_is_named(api, alice):
    answer = api().get(f"/api/posts/user/{alice.id}?with=likes")
    assert (answer.status, [e["field"] for e in answer.json["errors"]]) == (400, ["with"])


@pytest.mark.parametrize("query", ["", "?with=replies", "?with=media"])
def test_a_limited_profile_lists_nothing_and_a_blocker_is_not_there(api, superuser, alice, bob, charlie, query):
    set_profile(superuser, alice, "is_private", True)
    block(superuser, alice, charlie)
    url = f"/api/posts/user/{alice.id}{query}"
    assert (api(bob).get(url).status, api(bob).get(url).code) == (403, "profile_limited")
    assert (api(charlie).get(url).status, api().get(url).status) == (404, 403)
    assert api(alice).get(url).status == 200


def test_cursors_of_other_lists_are_refused(api, alice, bob):
    for _ in range(3):
        comment_on(post_by(alice), alice)
    url = f"/api/posts/user/{alice.id}?limit=1"
    cursors = {query: api().get(url + query).json["next_cursor"] for query in ("", "&with=replies")}
    assert api().get(f"{url}&with=replies&cursor={cursors['']}").code == "bad_cursor"
    assert api().get(f"{url}&cursor={cursors['&with=replies']}").code == "bad_cursor"
    assert api().get(f"{url}&cursor=broken").code == "bad_cursor"
