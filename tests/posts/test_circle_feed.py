"""GET /api/posts?feed=circle: how a circle is named, who reads it, and its pages."""

from uuid import uuid4

import pytest

from social import circle_services as circles
from social import services as social
from tests.deeds import block, circle_of, post_by, set_profile

BY_REQUEST = {"x-request-id", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"}


def feed(api, person, circle, query=""):
    return api(person).get(f"/api/posts?feed=circle&circle={circle}{query}")


def texts(answer):
    return [item["text"] for item in answer.json["items"]]


def walked(api, person, circle, limit, cursor=""):
    """Texts from a cursor to the end."""
    found = []
    while cursor is not None:
        page = feed(api, person, circle, f"&limit={limit}&cursor={cursor}")
        found, cursor = found + texts(page), page.json["next_cursor"]
    return found


def told(answer):
    """Everything that an answer says, but for what each request has of its own."""
    headers = {name: value for name, value in answer.headers.items() if name not in BY_REQUEST}
    own_id = answer.headers["x-request-id"].encode()
    return answer.status, answer.body.replace(own_id, b"-"), headers


def in_circle(circle):
    return {"audience": "circle", "circle_id": circle}


def test_the_circle_is_named_by_id_or_slug_in_any_case(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="private")
    post_by(alice, "Sow now", **in_circle(circle))
    post_by(alice, "To all")
    for name in (circle, str(circle).upper(), "gardeners", "Gardeners"):
        assert texts(feed(api, bob, name)) == ["Sow now"]


@pytest.mark.parametrize("slug", ["deadbeef" * 4, "018f0000-00007000-8000000000000000"])
def test_a_slug_of_hexadecimal_digits_is_no_id(api, alice, superuser, slug):
    circle = circle_of(superuser, alice, slug=slug)
    post_by(alice, "Sow now", **in_circle(circle))
    assert texts(feed(api, alice, slug)) == ["Sow now"]


def test_it_has_to_be_said_which_circle(api, alice):
    for query in ("?feed=circle", "?feed=circle&circle="):
        answer = api(alice).get(f"/api/posts{query}")
        assert (answer.status, [e["field"] for e in answer.json["errors"]]) == (400, ["circle"])


@pytest.mark.parametrize("visibility", ["secret", "closed"])
def test_a_secret_circle_is_told_from_none_by_nothing(api, alice, bob, superuser, visibility):
    circle = circle_of(superuser, alice, visibility="secret")
    post_by(alice, "Hush", **in_circle(circle))
    if visibility == "closed":
        superuser.execute("update circles set visibility = 'public'")
        circles.close_circle(alice.viewer, circle)
    for reader in (bob, None):
        absent = told(feed(api, reader, uuid4()))
        assert absent[0] == 404
        assert told(feed(api, reader, circle)) == told(feed(api, reader, "gardeners")) == absent
        assert told(feed(api, reader, "no-such-circle")) == absent


def test_members_read_their_secret_circle_and_the_invited_know_of_it(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, alice, bob, visibility="secret")
    post_by(alice, "Hush", **in_circle(circle))
    circles.invite_to_circle(alice.viewer, circle, [charlie.id])
    for name in (circle, "gardeners"):
        assert texts(feed(api, bob, name)) == ["Hush"]
        assert (feed(api, charlie, name).status, feed(api, charlie, name).code) == (403, "not_a_member")


def test_a_private_circle_tells_outsiders_that_it_is_for_members(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, visibility="private")
    post_by(alice, "Among us", **in_circle(circle))
    for name in (circle, "gardeners"):
        answer = feed(api, bob, name)
        assert (answer.status, answer.code) == (403, "not_a_member")
        assert b"Among us" not in answer.body
        assert told(feed(api, None, name)) == told(feed(api, None, uuid4()))
    circles.ban_from_circle(alice.viewer, circle, bob.id)
    assert feed(api, bob, circle).status == 403


def test_visitors_read_public_circles_of_open_accounts(api, alice, bob, charlie, superuser):
    circle = circle_of(superuser, alice, bob, charlie, visibility="public")
    for author in (alice, bob, charlie):
        post_by(author, f"By {author.handle}", **in_circle(circle))
    set_profile(superuser, bob, "is_private", True)
    block(superuser, charlie, alice)
    page = feed(api, None, "gardeners")
    assert texts(page) == ["By charlie", "By alice"]
    assert [item["viewer"] for item in page.json["items"]] == [None, None]
    assert texts(feed(api, alice, circle)) == ["By bob", "By alice"], "members read the private, not the blocking"


def test_pages_never_repeat_and_never_skip_while_posts_come_and_go(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="private")
    made = [post_by((alice, bob)[n % 2], str(n), **in_circle(circle)) for n in range(11)]
    first = feed(api, alice, circle, "&limit=4")
    post_by(bob, "came meanwhile", **in_circle(circle))
    api(bob).delete(f"/api/posts/{made[5]}")
    api(bob).delete(f"/api/posts/{made[7]}")  # the one that the cursor stands on
    rest = walked(api, alice, circle, 4, first.json["next_cursor"])
    assert texts(first) + rest == [str(n) for n in reversed(range(11)) if n != 5]


def test_posts_of_one_moment_are_told_apart_by_their_ids(api, alice, superuser):
    circle = circle_of(superuser, alice)
    for n in range(7):
        post_by(alice, str(n), **in_circle(circle))
    superuser.execute("update posts set published_at = '2026-01-01'")
    assert walked(api, alice, circle, 2) == [str(n) for n in reversed(range(7))]


def test_who_leaves_between_two_pages_reads_no_further(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="private")
    for n in range(4):
        post_by(alice, str(n), **in_circle(circle))
    cursor = feed(api, bob, circle, "&limit=2").json["next_cursor"]
    assert texts(feed(api, bob, circle, f"&limit=2&cursor={cursor}")) == ["1", "0"]
    circles.leave_circle(bob.viewer, circle)
    assert feed(api, bob, circle, f"&limit=2&cursor={cursor}").status == 403


def test_a_cursor_of_another_list_is_refused(api, alice, superuser):
    circle = circle_of(superuser, alice)
    for _ in range(2):
        post_by(alice)
    cursor = api(alice).get("/api/posts?limit=1").json["next_cursor"]
    for broken in (cursor, "broken"):
        assert feed(api, alice, circle, f"&cursor={broken}").code == "bad_cursor"


def test_muted_words_leave_no_hole_in_a_page_and_no_gap_between_pages(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob)
    for n in range(12):
        post_by(bob, f"{n} slugs" if n % 3 else str(n), **in_circle(circle))
    social.mute_word(alice.viewer, "slugs")
    assert texts(feed(api, alice, circle, "&limit=3")) == ["9", "6", "3"]
    assert walked(api, alice, circle, 3) == ["9", "6", "3", "0"]
    assert len(walked(api, bob, circle, 5)) == 12, "authors read themselves"


def test_a_feed_of_nearly_nothing_but_muted_words_is_read_on_by_its_cursor(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob)
    for n in range(20):
        post_by(bob, f"{n} slugs" if n else "first of all", **in_circle(circle))
    social.mute_word(alice.viewer, "slugs")
    assert walked(api, alice, circle, 1) == ["first of all"]
