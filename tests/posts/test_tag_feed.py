"""GET /api/posts?feed=tag: which posts a tag has for whom, in which order, and how far a page looks."""

from urllib.parse import quote

import pytest

from posts import services as posts
from social import services as social
from tests.deeds import block, circle_of, follow, post_by, set_profile

FEED = "/api/posts?feed=tag"


@pytest.fixture
def tagged(api):
    """`tagged(viewer, "tea")` → texts of all pages, two at a time."""

    def walk(viewer, tag="tea", limit=2):
        found, cursor = [], ""
        while cursor is not None:
            page = api(viewer).get(f"{FEED}&tag={quote(tag)}&limit={limit}&cursor={cursor}").json
            found, cursor = found + [item["text"] for item in page["items"]], page["next_cursor"]
        return found

    return walk


def test_a_tag_is_found_in_any_form_newest_first(tagged, alice, bob):
    for author, text in [(alice, "one #Tea"), (bob, "two #tea"), (alice, "coffee"), (alice, "three #TEA #green")]:
        post_by(author, text)
    for form in ("tea", "#tea", "TEA", "#Tea"):
        assert tagged(None, form) == ["three #TEA #green", "two #tea", "one #Tea"]
    assert tagged(bob, "green") == ["three #TEA #green"]
    assert tagged(bob, "coffee") == tagged(bob, "123") == tagged(bob, "t" * 500) == []


def test_letters_of_any_script_are_found_composed_or_not(tagged, alice):
    post_by(alice, "#Straße #caf\u00e9 #こんにちは")
    for form in ("STRASSE", "cafe\u0301", "#こんにちは", "＃こんにちは"):
        assert len(tagged(alice, form)) == 1


def test_it_has_to_be_said_which_tag(api):
    for query in ("", "&tag=", "&tag=%23"):
        answer = api().get(FEED + query)
        assert (answer.status, [e["field"] for e in answer.json["errors"]]) == (400, ["tag"])


def test_each_reader_finds_what_is_meant_for_them(tagged, superuser, alice, bob, charlie):
    for audience in ("public", "followers", "mutuals", "private"):
        post_by(alice, f"{audience} #tea", audience=audience)
    post_by(alice, "circle #tea", audience="circle", circle_id=circle_of(superuser, alice, bob, visibility="private"))
    follow(bob, alice)
    assert tagged(None) == tagged(charlie) == ["public #tea"]
    assert tagged(bob) == ["circle #tea", "followers #tea", "public #tea"]
    assert tagged(alice) == [f"{audience} #tea" for audience in ("circle", "private", "mutuals", "followers", "public")]
    block(superuser, alice, bob)
    assert tagged(bob) == []
    set_profile(superuser, alice, "is_private", True)
    assert tagged(None) == tagged(charlie) == []


def test_muted_people_and_words_are_left_out(tagged, alice, bob, charlie):
    post_by(bob, "by bob #tea")
    post_by(charlie, "slugs #tea")
    post_by(charlie, "by charlie #tea")
    social.mute_member(alice.viewer, bob.id)
    social.mute_word(alice.viewer, "slugs")
    assert tagged(alice) == ["by charlie #tea"]
    assert tagged(charlie) == ["by charlie #tea", "slugs #tea", "by bob #tea"]


def test_order_is_by_publishing_not_by_writing(tagged, alice):
    first = posts.create_post(alice.viewer, text="drafted first #tea", status="draft").loads()["id"]
    post_by(alice, "written later #tea")
    assert tagged(alice) == ["written later #tea"]
    posts.publish_post(alice.viewer, first)
    assert tagged(alice, limit=1) == ["drafted first #tea", "written later #tea"]


def test_an_edit_gives_and_takes_tags(tagged, alice):
    post_by(alice, "other #tea")
    edited = post_by(alice, "one #tea")
    posts.update_post(alice.viewer, edited, text="one #coffee")
    assert (tagged(None, "tea"), tagged(None, "coffee")) == (["other #tea"], ["one #coffee"])
    posts.update_post(alice.viewer, edited, text="two #tea #coffee")
    assert tagged(None, "tea") == ["two #tea #coffee", "other #tea"]


def test_deleted_posts_are_gone_and_restored_ones_where_they_were(tagged, alice):
    made = [post_by(alice, f"{n} #tea") for n in range(3)]
    posts.delete_post(alice.viewer, made[1])
    assert tagged(alice) == tagged(None) == ["2 #tea", "0 #tea"]
    posts.restore_post(alice.viewer, made[1])
    assert tagged(None) == ["2 #tea", "1 #tea", "0 #tea"]


def test_pages_never_repeat_and_never_skip_while_posts_come_and_go(api, tagged, alice, bob):
    made = [post_by((alice, bob)[n % 2], f"{n} #tea") for n in range(11)]
    first = api().get(f"{FEED}&tag=tea&limit=4").json
    post_by(bob, "came meanwhile #tea")
    posts.delete_post(bob.viewer, made[5])
    posts.delete_post(bob.viewer, made[7])  # the one that the cursor stands on
    seen, cursor = [item["text"] for item in first["items"]], first["next_cursor"]
    while cursor is not None:
        page = api().get(f"{FEED}&tag=tea&limit=4&cursor={cursor}").json
        seen, cursor = seen + [item["text"] for item in page["items"]], page["next_cursor"]
    assert seen == [f"{n} #tea" for n in reversed(range(11)) if n != 5]


def test_posts_of_one_moment_are_told_apart_by_their_ids(tagged, superuser, alice):
    for n in range(7):
        post_by(alice, f"{n} #tea")
    superuser.execute("update posts set published_at = '2026-01-01'; update post_tags set published_at = '2026-01-01'")
    assert tagged(alice) == [f"{n} #tea" for n in reversed(range(7))]


def test_a_tag_of_which_the_viewer_sees_next_to_nothing_is_read_on_by_its_cursor(api, tagged, superuser, alice, bob):
    """No page looks at more than about a thousand posts, however few of them it shows."""
    post_by(bob, "first of all #tea")
    superuser.execute(
        """with made as (
               insert into posts (author_id, text, audience, tags, published_at)
               select %s, n || ' #tea', 'private', '{tea}', now() + n * interval '1 second'
                 from generate_series(1, 3000) n
               returning id, author_id, published_at)
           insert into post_tags (post_id, tag, author_id, place, published_at)
           select id, 'tea', author_id, 0, published_at from made""",
        [alice.id],
    )
    page = api(bob).get(f"{FEED}&tag=tea").json
    assert (page["items"], page["next_cursor"] is None) == ([], False)
    assert tagged(bob, limit=20) == tagged(None, limit=20) == ["first of all #tea"]
    assert len(api(alice).get(f"{FEED}&tag=tea&limit=100").json["items"]) == 100


def test_shared_caches_may_keep_what_visitors_read(api, alice):
    post_by(alice, "#tea")
    for query, kept in (("tag&tag=tea", True), ("explore", True), ("explore&ids=" + str(post_by(alice)), False)):
        answer = api().get(f"/api/posts?feed={query}")
        assert (answer.status, answer.headers["cache-control"]) == (
            200, "public, max-age=30" if kept else "private, max-age=0",
        )  # fmt: skip
        assert api(alice).get(f"/api/posts?feed={query}").headers["cache-control"] == "private, max-age=0"
    refused = api().get(f"{FEED}&tag=tea&cursor=broken")
    assert (refused.code, refused.headers["cache-control"]) == ("bad_cursor", "private, no-store")


def test_a_cursor_of_another_list_is_refused(api, alice):
    for _ in range(2):
        post_by(alice, "#tea")
    cursor = api(alice).get(f"/api/posts/user/{alice.id}?limit=1").json["next_cursor"]
    assert api(alice).get(f"{FEED}&tag=tea&cursor={cursor}").code == "bad_cursor"
