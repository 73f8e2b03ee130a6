"""What muted words do where posts are listed, and where they do nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from posts import services as posts
from social import services
from tests.deeds import circle_of, follow, post_by
from tests.people import Api


def texts(api, person, query=""):
    return [item["text"] for item in api(person).get(f"/api/posts{query}").json["items"]]


def warnings(api, person, query=""):
    return [item["content_warning"] for item in api(person).get(f"/api/posts{query}").json["items"]]


@pytest.fixture(params=["home", "circle"])
def feed(request, alice, bob, superuser):
    """Where alice reads bob: (query of the feed, fields of his posts)."""
    follow(alice, bob)
    if request.param == "home":
        return "?feed=home", {}
    circle = circle_of(superuser, alice, bob)
    return f"?feed=circle&circle={circle}", {"audience": "circle", "circle_id": circle}


def test_posts_with_a_hidden_word_are_left_out_until_it_is_removed(api, alice, bob, feed):
    query, fields = feed
    for text in ("Spoiler ahead", "no spoilers here", "calm"):
        post_by(bob, text, **fields)
    word = services.mute_word(alice.viewer, "spoiler").loads()
    assert texts(api, alice, query) == ["calm", "no spoilers here"]
    services.mute_word(alice.viewer, "spoiler", match="substring")
    assert texts(api, alice, query) == ["calm"]
    services.unmute_word(alice.viewer, word["id"])
    assert texts(api, alice, query) == ["calm", "no spoilers here", "Spoiler ahead"]


def test_a_word_in_the_authors_warning_counts(api, alice, bob, feed):
    query, fields = feed
    post_by(bob, "You will not believe it", content_warning="Spoilers: the finale", **fields)
    services.mute_word(alice.viewer, "finale")
    assert texts(api, alice, query) == []


def test_posts_with_a_warned_word_stay_and_say_which(api, alice, bob, feed):
    query, fields = feed
    post_by(bob, "The finale and a spoiler", **fields)
    post_by(bob, "calm", **fields)
    post_by(bob, "finale", content_warning="bob's own", **fields)
    for phrase in ("Spoiler", "#other", "Finale"):
        services.mute_word(alice.viewer, phrase, action="warn")
    assert warnings(api, alice, query) == ["bob's own", None, "Muted word: Spoiler, Finale"]
    assert warnings(api, bob, query) == ["bob's own", None, None]


def test_own_posts_are_never_left_out_or_warned_of(api, alice, feed):
    query, fields = feed
    post_by(alice, "spoiler and finale", **fields)
    services.mute_word(alice.viewer, "spoiler")
    services.mute_word(alice.viewer, "finale", action="warn")
    assert (texts(api, alice, query), warnings(api, alice, query)) == (["spoiler and finale"], [None])


def test_other_peoples_words_and_expired_ones_do_nothing(api, alice, bob, feed, superuser):
    query, fields = feed
    post_by(bob, "spoiler?", **fields)
    services.mute_word(bob.viewer, "spoiler")
    for action, phrase in (("hide", "spoiler"), ("warn", "spoiler?")):
        services.mute_word(alice.viewer, phrase, action=action, expires_at=datetime.now(UTC) + timedelta(hours=1))
    superuser.execute("update muted_words set expires_at = now() where user_id = %s", [alice.id])
    assert (texts(api, alice, query), warnings(api, alice, query)) == (["spoiler?"], [None])


def test_the_profile_and_the_post_itself_are_not_filtered(api, alice, bob):
    post = post_by(bob, "spoiler")
    services.mute_word(alice.viewer, "spoiler")
    profile = api(alice).get(f"/api/posts/user/{bob.id}").json["items"]
    assert [item["text"] for item in profile] == ["spoiler"]
    assert api(alice).get(f"/api/posts/{post}").json["content_warning"] is None
    services.mute_word(alice.viewer, "spoiler", action="warn")
    assert api(alice).get(f"/api/posts/{post}").json["content_warning"] == "Muted word: spoiler"


def test_visitors_read_a_public_circle_unfiltered(api, alice, bob, superuser):
    circle = circle_of(superuser, alice, bob, visibility="public")
    post_by(bob, "spoiler", audience="circle", circle_id=circle)
    services.mute_word(alice.viewer, "spoiler")
    assert [i["text"] for i in Api().get(f"/api/posts?feed=circle&circle={circle}").json["items"]] == ["spoiler"]


def pages(api, person, query, limit):
    """The pages of a feed to its end."""
    cursor, found = "", []
    while cursor is not None:
        page = api(person).get(f"/api/posts{query}&limit={limit}&cursor={cursor}").json
        found.append([item["text"] for item in page["items"]])
        cursor = page["next_cursor"]
    return found


@pytest.mark.parametrize("limit", [1, 4, 7, 50])
def test_with_three_in_five_hidden_pages_are_full_and_nothing_is_skipped_or_repeated(api, alice, bob, feed, limit):
    query, fields = feed
    written = [f"spoiler {n}" if n % 5 in (0, 2, 3) else f"calm {n}" for n in range(50)]
    for text in written:
        post_by(bob, text, **fields)
    services.mute_word(alice.viewer, "spoiler")
    found = pages(api, alice, query, limit)
    calm = [text for text in reversed(written) if text.startswith("calm")]
    assert [text for page in found for text in page] == calm
    assert all(len(page) == limit for page in found[: len(calm) // limit])


def test_a_long_run_of_hidden_posts_is_passed_over_page_by_page(api, alice, bob, feed):
    query, fields = feed
    for n in range(2):
        post_by(bob, f"calm {n}", **fields)
    for n in range(50):
        post_by(bob, f"spoiler {n}", **fields)
    services.mute_word(alice.viewer, "spoiler")
    *empty, last = pages(api, alice, query, 2)
    # Each page looks at a few dozen posts at most: some find nothing and go on, the last finds what is left.
    assert empty
    assert not any(empty)
    assert last == ["calm 1", "calm 0"]


def test_posts_that_come_and_words_that_go_between_two_pages_do_not_disturb(api, alice, bob, feed):
    query, fields = feed
    for n in range(8):
        post_by(bob, f"spoiler {n}" if n % 2 else f"calm {n}", **fields)
    word = services.mute_word(alice.viewer, "spoiler").loads()
    first = api(alice).get(f"/api/posts{query}&limit=2").json
    assert [i["text"] for i in first["items"]] == ["calm 6", "calm 4"]
    post_by(bob, "late", **fields)
    services.unmute_word(alice.viewer, word["id"])
    rest = api(alice).get(f"/api/posts{query}&limit=50&cursor={first['next_cursor']}").json
    older = [i["text"] for i in rest["items"]]
    assert older in (["calm 2", "spoiler 1", "calm 0"], ["spoiler 3", "calm 2", "spoiler 1", "calm 0"])


def test_an_edited_or_deleted_post_follows_its_words(api, alice, bob, feed):
    query, fields = feed
    post = post_by(bob, "calm", **fields)
    services.mute_word(alice.viewer, "calm")
    assert texts(api, alice, query) == []
    posts.delete_post(bob.viewer, post)
    assert texts(api, alice, query) == []
