import pytest

from posts import selectors, services
from tests.deeds import block, circle_of, follow, post_by, set_profile
from topin import errors, sql

FEED = "/api/posts"


def texts(page):
    return [item["text"] for item in page["items"]]


def test_the_feed_holds_own_posts_and_those_of_followed_people_newest_first(api, alice, bob, charlie):
    follow(alice, bob)
    for author, text in [(alice, "one"), (bob, "two"), (charlie, "three"), (alice, "four")]:
        post_by(author, text)
    assert texts(api(alice).get(FEED).json) == ["four", "two", "one"]
    assert texts(api(alice).get(f"{FEED}?feed=home").json) == ["four", "two", "one"]


def test_each_audience_reaches_whom_it_should(api, alice, bob, charlie):
    follow(alice, bob)
    follow(charlie, bob)
    follow(bob, alice)
    for audience in ("public", "followers", "mutuals", "private"):
        post_by(bob, audience, audience=audience)
    assert texts(api(alice).get(FEED).json) == ["mutuals", "followers", "public"]
    assert texts(api(charlie).get(FEED).json) == ["followers", "public"]


def test_pages_never_repeat_and_never_skip_while_posts_come_and_go(api, alice, bob):
    follow(alice, bob)
    posts = [post_by(bob if n % 3 else alice, str(n)) for n in range(11)]
    first = api(alice).get(f"{FEED}?limit=4").json
    post_by(bob, "came meanwhile")
    api(bob).delete(f"{FEED}/{posts[5]}")
    seen, cursor = texts(first), first["next_cursor"]
    while cursor:
        page = api(alice).get(f"{FEED}?limit=4&cursor={cursor}").json
        seen, cursor = seen + texts(page), page["next_cursor"]
    assert seen == [str(n) for n in reversed(range(11)) if n != 5]


def test_posts_of_one_moment_are_told_apart_by_their_ids(api, alice, bob, charlie, superuser):
    follow(alice, bob, charlie)
    for n in range(9):
        post_by((bob, charlie, alice)[n % 3], str(n))
    superuser.execute("update posts set published_at = '2026-01-01'")
    seen, cursor = [], ""
    while cursor is not None:
        page = api(alice).get(f"{FEED}?limit=2&cursor={cursor}").json
        seen, cursor = seen + texts(page), page["next_cursor"]
    assert seen == [str(n) for n in reversed(range(9))]


def test_many_authors_are_merged_in_order_whoever_wrote_last(api, alice, join):
    authors = [join(f"author_{n}") for n in range(8)]
    follow(alice, *authors)
    order = [authors[n * n % 8] for n in range(12)] + authors * 2 + [authors[3]] * 5
    for n, author in enumerate(order):
        post_by(author, str(n), audience="private" if n in (30, 31, 32) else "public")
    seen, cursor = [], ""
    while cursor is not None:
        page = api(alice).get(f"{FEED}?limit=3&cursor={cursor}").json
        seen, cursor = seen + texts(page), page["next_cursor"]
    assert seen == [str(n) for n in reversed(range(len(order))) if n not in (30, 31, 32)]


def test_the_blocked_the_suspended_and_the_hidden_are_not_in_it(api, alice, bob, charlie, superuser):
    follow(alice, bob, charlie)
    post_by(bob, "by bob")
    post_by(charlie, "by charlie")
    block(superuser, bob, alice)
    assert texts(api(alice).get(FEED).json) == ["by charlie"]
    superuser.execute("update posts set hidden_at = now()")
    assert texts(api(alice).get(FEED).json) == []
    superuser.execute("update posts set hidden_at = null")
    set_profile(superuser, charlie, "is_hidden", True)
    assert texts(api(alice).get(FEED).json) == []


@pytest.mark.parametrize(
    "query", ["feed=nonsense", "limit=0", "limit=101", "limit=x", "cursor=x", "cursor=" + "A" * 60]
)
def test_a_feed_asked_for_wrongly_is_refused(api, alice, query):
    assert api(alice).get(f"{FEED}?{query}").status == 400


def test_the_feed_is_for_members(api):
    assert api().get(FEED).status == 401


def test_nobody_reads_the_feed_of_somebody_else(alice, bob):
    with pytest.raises(errors.NotFound):
        sql.ask(alice.viewer, "get_visible_posts_for_user", bob.id, 20, "")
    assert selectors.get_visible_posts_for_user(alice.viewer, 20).loads() == {"items": [], "next_cursor": None}


def test_a_repost_brings_what_others_wrote_and_names_who_did(api, alice, bob, charlie, mona):
    follow(alice, bob)
    post = post_by(mona, "handed on")
    post_by(bob, "later")
    services.repost_post(charlie.viewer, post)  # whom alice does not follow
    assert texts(api(alice).get(FEED).json) == ["later"]
    services.repost_post(bob.viewer, post)
    first, second = api(alice).get(FEED).json["items"]
    assert (first["text"], first["reposted_by"]["handle"], second["reposted_by"]) == ("handed on", "bob", None)
    services.unrepost_post(bob.viewer, post)
    assert texts(api(alice).get(FEED).json) == ["later"]


def test_a_repost_within_seven_days_only_changes_who_reposted_and_a_later_one_brings_it_up(
    api, alice, bob, charlie, superuser
):
    follow(alice, bob, charlie)
    post = post_by(bob, "old")
    post_by(bob, "new")
    services.repost_post(charlie.viewer, post)
    old = api(alice).get(FEED).json["items"][1]
    assert (old["text"], old["reposted_by"]["handle"]) == ("old", "charlie")
    superuser.execute("update posts set published_at = now() - interval '7 days 1 minute' where id = %s", [post])
    up = api(alice).get(FEED).json["items"][0]
    assert (up["text"], up["reposted_by"]["handle"]) == ("old", "charlie")


def test_own_reposts_bring_nothing_into_the_own_feed(api, alice, bob):
    services.repost_post(alice.viewer, post_by(bob))
    assert texts(api(alice).get(FEED).json) == []


def test_what_is_brought_up_while_somebody_pages_is_still_found_where_it_stood(api, alice, bob, charlie, superuser):
    follow(alice, bob, charlie)
    old = post_by(bob, "old")
    superuser.execute("update posts set published_at = now() - interval '8 days' where id = %s", [old])
    for n in range(3):
        post_by(bob, str(n))
    first = api(alice).get(f"{FEED}?limit=2").json
    services.repost_post(charlie.viewer, old)
    second = api(alice).get(f"{FEED}?limit=2&cursor={first['next_cursor']}").json
    assert texts(first) + texts(second) == ["2", "1", "0", "old"]
    assert texts(api(alice).get(f"{FEED}?limit=2").json) == ["old", "2"]


def test_posts_of_own_circles_are_in_it_whoever_wrote_them(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, bob, alice, charlie)
    post_by(bob, "inside", audience="circle", circle_id=circle)
    post_by(bob, "outside")
    assert texts(api(alice).get(FEED).json) == ["inside"]
    superuser.execute("delete from circle_members where user_id = %s", [alice.id])
    assert texts(api(alice).get(FEED).json) == []
    follow(alice, bob)
    assert texts(api(alice).get(FEED).json) == ["outside"]
    superuser.execute("update circles set visibility = 'public'")
    assert texts(api(alice).get(FEED).json) == ["outside", "inside"]
