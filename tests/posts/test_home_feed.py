import pytest

from posts import selectors
from tests.deeds import block, follow, post_by, set_profile
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
