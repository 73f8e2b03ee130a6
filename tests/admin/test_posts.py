"""Posts and comments in the console: seen by staff with all that hangs on them, changed by nobody."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from posts import services
from tests.deeds import like, post_by


@pytest.fixture
def post(alice):
    return post_by(alice, "Bread and butter #baking", language="en")


@pytest.fixture
def comment(superuser, post, bob):
    made = superuser.execute(
        "insert into comments (post_id, depth, author_id, text) values (%s, 1, %s, 'Toasted, please') returning id",
        [post, bob.id],
    )
    return made.fetchone()[0]


def make_poll(superuser, post, *options):
    """The rows of a poll, some votes of it folded; the rest is pending."""
    superuser.execute("update posts set has_poll = true where id = %s", [post])
    superuser.execute(
        "insert into post_polls (post_id, seconds, closes_at, voters) values (%s, 3600, %s, 3)",
        [post, datetime.now(UTC) + timedelta(hours=1)],
    )
    for place, text in enumerate(options):
        superuser.execute(
            "insert into post_poll_options (post_id, place, text, votes) values (%s, %s, %s, %s)",
            [post, place, text, 3 - place],
        )


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_a_post_shows_every_figure_before_it_is_folded(console, superuser, mona, bob, post):
    like(post, bob)
    superuser.execute("insert into post_counters (post_id, likes, views) values (%s, 4, 7)", [post])
    page = words(console(mona).get(f"posts/post/{post}/change/"))
    assert "likes 5 comments 0 reposts 0 quotes 0 views 7" in page


def test_a_post_shows_its_earlier_versions(console, superuser, mona, post):
    superuser.execute(
        "insert into post_versions (post_id, text, content_warning, written_at) values (%s, 'Bred', 'Typo', now())",
        [post],
    )
    page = words(console(mona).get(f"posts/post/{post}/change/"))
    assert "Earlier versions" in page
    assert re.search("Bred Typo", page)


def test_a_post_shows_its_poll_with_the_votes(console, superuser, mona, post):
    make_poll(superuser, post, "White", "Rye")
    page = words(console(mona).get(f"posts/post/{post}/change/"))
    assert "Poll: 3 voters, one choice" in page
    assert re.search("White 3 .*Rye 2", page)


def test_a_post_shows_what_it_quotes_and_links_to(console, superuser, mona, bob, post):
    quoted = post_by(bob, "I sell butter")
    (link,) = superuser.execute(
        "insert into link_previews (url, state, title) values ('https://bread.example', 'ready', 'All about bread')"
        " returning id"
    ).fetchone()
    superuser.execute("update posts set quote_id = %s, link_id = %s where id = %s", [quoted, link, post])
    page = words(console(mona).get(f"posts/post/{post}/change/"))
    assert "I sell butter" in page
    assert "@bob" in page
    assert "https://bread.example All about bread ready" in page


def test_a_post_shows_its_tags_reposts_and_comments(console, superuser, mona, charlie, post, comment):
    superuser.execute("insert into reposts (user_id, post_id) values (%s, %s)", [charlie.id, post])
    page = words(console(mona).get(f"posts/post/{post}/change/"))
    for part in ("#baking", "Reposts", "@charlie", "Toasted, please", "@bob"):
        assert part in page


def test_a_post_without_all_that_has_no_panels_for_it(console, mona, alice):
    page = words(console(mona).get(f"posts/post/{post_by(alice, 'Plain')}/change/"))
    for part in ("Poll:", "Quotes", "Earlier versions", "Reposts", "Tags and mentions"):
        assert part not in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"with": "poll"}, True),
        ({"with": "quote"}, False),
        ({"with": "circle"}, False),
        ({"with": "edits"}, False),
        ({"state": "shown"}, True),
        ({"state": "draft"}, False),
        ({"state": "scheduled"}, False),
        ({"audience": "public"}, True),
        ({"audience": "private"}, False),
        ({"q": "#baking"}, True),
        ({"q": "#selling"}, False),
    ],
)
def test_posts_are_filtered(console, superuser, mona, post, query, is_found):
    make_poll(superuser, post, "White", "Rye")
    assert ("Bread and butter" in words(console(mona).get("posts/post/", **query))) is is_found


def test_comments_are_listed_with_the_way_to_their_post(console, mona, post, comment):
    page = console(mona).get("posts/comment/").content.decode()
    assert "Toasted, please" in page
    assert f"/admin/posts/post/{post}/change/" in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ({"q": "toasted"}, True),
        ({"q": "@bob"}, True),
        ({"q": "@alice"}, False),
        ({"state": "shown"}, True),
        ({"state": "deleted"}, False),
        ({"state": "edited"}, False),
        ({"place": "post"}, True),
        ({"place": "comment"}, False),
    ],
)
def test_comments_are_found_and_filtered(console, mona, comment, query, is_found):
    assert ("Toasted, please" in words(console(mona).get("posts/comment/", **query))) is is_found


def test_comments_are_found_by_their_id_and_by_that_of_their_post(console, mona, post, comment):
    desk = console(mona)
    for key, is_found in ((comment, True), (post, True), (uuid4(), False)):
        assert ("Toasted, please" in words(desk.get("posts/comment/", q=str(key)))) is is_found


def test_a_comment_shows_what_it_answers(console, superuser, mona, alice, post, comment):
    (answer,) = superuser.execute(
        "insert into comments (post_id, parent_id, depth, author_id, text) values (%s, %s, 2, %s, 'With jam')"
        " returning id",
        [post, comment, alice.id],
    ).fetchone()
    superuser.execute(
        "insert into comment_counters (comment_id, thread, likes, replies) values (%s, %s, 2, 0)",
        [answer, comment],
    )
    page = console(mona).get(f"posts/comment/{answer}/change/")
    assert f"/admin/posts/comment/{comment}/change/" in page.content.decode()
    assert re.search("Likes.*? 2 ", words(page))


def test_nobody_changes_a_post_or_comment_here(console, superuser, mona, post, comment):
    desk = console(mona)
    for address in (f"posts/post/{post}/", f"posts/comment/{comment}/"):
        assert desk.post(f"{address}change/", text="Ours").status_code == 403
        assert desk.get(f"{address}delete/").status_code == 403
    assert superuser.execute("select text from comments").fetchone() == ("Toasted, please",)


def test_a_member_s_page_shows_what_they_wrote_answered_and_handed_on(console, superuser, mona, bob, post, comment):
    superuser.execute("insert into reposts (user_id, post_id) values (%s, %s)", [bob.id, post])
    page = words(console(mona).get(f"accounts/user/{bob.id}/change/"))
    for part in ("Newest comments", "Toasted, please", "Newest reposts", "Bread and butter"):
        assert part in page


def test_how_anybody_voted_is_not_for_staff(console, superuser, mona, bob, post):
    make_poll(superuser, post, "White", "Rye")
    superuser.execute(
        "insert into post_poll_votes (option_id, user_id, post_id)"
        " select id, %s, post_id from post_poll_options where text = 'Rye'",
        [bob.id],
    )
    assert "@bob" not in words(console(mona).get(f"posts/post/{post}/change/"))


def test_a_deleted_post_is_told_apart(console, mona, alice, post):
    services.delete_post(alice.viewer, post)
    desk = console(mona)
    assert "Bread and butter" in words(desk.get("posts/post/", state="deleted"))
    assert "Bread and butter" not in words(desk.get("posts/post/", state="shown"))
