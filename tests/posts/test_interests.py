"""What members like to read: each signal moves it, time fades it, and whoever switches that off leaves nothing."""

from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.conf import settings

from accounts import services as accounts
from accounts.jobs import leaving as erasing
from posts import engine_jobs, services
from tests.at_once import at_once
from tests.deeds import comment_on, leave_for_good, like, post_by
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.posts.engine import FINANCE, GARDEN, featured_post, nearness, vector_of, weights_of
from topin import sql

KEPT = ("interest_vectors", "interest_topics", "feed_cache", "feed_states")


def kept_of(superuser, person):
    """How many rows of each table tell of a member's interests."""
    return [
        superuser.execute(f"select count(*) from {table} where user_id = %s", [person.id]).fetchone()[0]
        for table in KEPT
    ]


def switch(person, personalised):
    accounts.update_privacy(person.viewer, {"personalised": personalised})


def note(person, post, signal="like"):
    services.note_interest(sql.SYSTEM, person.id, post, signal)


def age(superuser, person, days):
    """Lets time pass over what is known of a member."""
    for table in ("interest_vectors", "interest_topics"):
        superuser.execute(
            f"update {table} set updated_at = updated_at - %s where user_id = %s", [timedelta(days=days), person.id]
        )


@pytest.fixture
def garden(alice):
    return featured_post(alice, f"{GARDEN[0]} #garden")


@pytest.fixture
def finance(alice):
    return featured_post(alice, f"{FINANCE[0]} #finance")


# -- Signals


@pytest.mark.parametrize(
    ("signal", "weight"),
    [("view", 0.5), ("like", 1), ("comment", 1.5), ("bookmark", 2), ("repost", 2), ("more", 3), ("less", -2)],
)
def test_each_signal_has_its_published_weight(signal, weight, bob, garden, superuser):
    note(bob, garden, signal)
    assert weights_of(superuser, bob) == {"garden": pytest.approx(weight)}


def test_reacting_moves_the_vector_towards_what_it_was_about(api, alice, bob, superuser, run_events):  # noqa: F811
    liked, handed_on, answered = (post_by(alice, text) for text in GARDEN)
    other, alike = featured_post(alice, FINANCE[0]), featured_post(alice, "The garden is full of roses and apple trees")
    like(liked, bob)
    services.repost_post(bob.viewer, handed_on)
    comment_on(answered, bob)
    run_events()
    _, weight = vector_of(superuser, bob)
    assert weight == pytest.approx(1 + 2 + 1.5, rel=0.01)
    assert nearness(superuser, bob, alike) > nearness(superuser, bob, other) + 0.2


def test_bookmarks_and_long_views_move_it_at_once_and_leave_no_event(api, alice, bob, garden, superuser):
    events = superuser.execute("select count(*) from events").fetchone()
    services.bookmark_post(bob.viewer, garden)
    assert weights_of(superuser, bob) == {"garden": pytest.approx(2)}
    services.bookmark_post(bob.viewer, garden, folder=None)  # moved, not kept a second time
    assert weights_of(superuser, bob) == {"garden": pytest.approx(2)}
    view = f"/api/posts/{garden}/view"
    assert api(bob).post(view, {"seconds": settings.LONG_VIEW_SECONDS}).status == 204
    assert weights_of(superuser, bob) == {"garden": pytest.approx(2.5)}
    assert superuser.execute("select count(*) from events").fetchone() == events


def test_short_views_and_those_of_visitors_and_authors_tell_nothing(api, alice, bob, garden, superuser):
    view = f"/api/posts/{garden}/view"
    for body in (None, {}, {"seconds": settings.LONG_VIEW_SECONDS - 1}):
        assert api(bob).post(view, body).status == 204
    for person in (None, alice):
        assert api(person).post(view, {"seconds": 60}).status == 204
    assert superuser.execute("select count(*) from interest_topics").fetchone() == (0,)


def test_from_when_on_a_view_is_long_is_a_setting(api, bob, garden, superuser, monkeypatch):
    monkeypatch.setattr(settings, "LONG_VIEW_SECONDS", 2)
    assert api(bob).post(f"/api/posts/{garden}/view", {"seconds": 2.5}).status == 204
    assert weights_of(superuser, bob) == {"garden": pytest.approx(0.5)}


@pytest.mark.parametrize("seconds", [-1, 86_401, "long", None, []])
def test_a_view_of_impossible_length_is_refused(api, bob, garden, seconds):
    answer = api(bob).post(f"/api/posts/{garden}/view", {"seconds": seconds})
    assert (answer.status, answer.code) == (400, "invalid")


def test_a_post_that_is_hidden_from_the_viewer_is_no_place_for_views(api, alice, bob, superuser):
    post = featured_post(alice, f"{GARDEN[0]} #garden", audience="private")
    assert api(bob).post(f"/api/posts/{post}/view", {"seconds": 60}).status == 404
    assert kept_of(superuser, bob) == [0, 0, 0, 0]


def test_own_posts_tell_nothing(alice, garden, superuser):
    note(alice, garden)
    assert kept_of(superuser, alice) == [0, 0, 0, 0]


def test_what_a_post_is_about_is_found_out_when_somebody_reacts_first(alice, bob, superuser):
    post = post_by(alice, f"{GARDEN[0]} #garden")
    note(bob, post)
    assert vector_of(superuser, bob) is not None


def test_less_like_this_moves_away_and_alone_makes_no_vector(alice, bob, charlie, garden, finance, superuser):
    note(charlie, finance, "less")
    assert (vector_of(superuser, charlie), weights_of(superuser, charlie)) == (None, {"finance": pytest.approx(-2)})
    note(bob, garden, "more")
    note(bob, finance)
    before = nearness(superuser, bob, finance)
    note(bob, finance, "less")
    assert nearness(superuser, bob, finance) < before
    assert weights_of(superuser, bob) == {"garden": pytest.approx(3), "finance": pytest.approx(-1)}


def test_a_post_of_many_topics_tells_less_of_each(alice, bob, superuser):
    note(bob, featured_post(alice, "#one #two #three #four"))
    assert weights_of(superuser, bob) == pytest.approx({"one": 0.5, "two": 0.5, "three": 0.5, "four": 0.5})


# -- Time


def test_what_is_known_is_halved_every_30_days(bob, garden, superuser):
    note(bob, garden, "bookmark")
    age(superuser, bob, 30)
    assert weights_of(superuser, bob) == {"garden": pytest.approx(1, rel=0.001)}
    age(superuser, bob, 30)
    assert superuser.execute("select weight from internal.interest_vector_of(%s)", [bob.id]).fetchone()[0] == (
        pytest.approx(0.5, rel=0.001)
    )


def test_what_is_new_counts_more_than_what_is_old(bob, garden, finance, superuser):
    note(bob, garden, "like")
    age(superuser, bob, 90)
    note(bob, finance, "like")
    assert nearness(superuser, bob, finance) > nearness(superuser, bob, garden)
    assert weights_of(superuser, bob) == {"finance": pytest.approx(1), "garden": pytest.approx(0.125, rel=0.001)}


def test_the_clock_drops_what_has_faded(bob, charlie, garden, superuser):
    note(bob, garden)
    note(charlie, garden)
    age(superuser, bob, 200)
    assert engine_jobs.forget_faded_interests() == 1
    assert (kept_of(superuser, bob)[:2], kept_of(superuser, charlie)[:2]) == ([0, 0], [1, 1])


def test_nobody_has_more_than_some_hundred_topics(alice, bob, superuser):
    for first in range(0, 300, 30):
        post = featured_post(alice, " ".join(f"#t{n}" for n in range(first, first + 30)))
        note(bob, post, "more" if first else "view")
    weights = weights_of(superuser, bob)
    assert 200 <= len(weights) <= 240
    assert "t5" not in weights
    assert "t299" in weights


# -- Taking it back


def test_what_is_taken_back_leaves_as_if_it_had_never_been(alice, bob, superuser, run_events):  # noqa: F811
    post = post_by(alice, f"{GARDEN[0]} #garden")
    like(post, bob)
    services.repost_post(bob.viewer, post)
    comment = comment_on(post, bob)
    services.bookmark_post(bob.viewer, post)
    run_events()
    assert weights_of(superuser, bob) == {"garden": pytest.approx(6.5, rel=0.001)}
    services.unlike_content(bob.viewer, post)
    services.unrepost_post(bob.viewer, post)
    services.delete_comment(bob.viewer, comment)
    run_events()
    assert weights_of(superuser, bob) == {"garden": pytest.approx(2, rel=0.001)}
    services.unbookmark_post(bob.viewer, post)
    services.unbookmark_post(bob.viewer, post)
    assert kept_of(superuser, bob) == [0, 0, 0, 0]


def test_only_what_has_not_faded_is_taken_back(bob, garden, finance, superuser):
    note(bob, garden, "like")
    age(superuser, bob, 30)
    note(bob, finance, "like")
    ago = datetime.now(UTC) - timedelta(days=30)
    services.undo_interest(sql.SYSTEM, bob.id, garden, "like", ago)
    assert weights_of(superuser, bob) == {"finance": pytest.approx(1, rel=0.001)}
    assert nearness(superuser, bob, finance) == pytest.approx(1, abs=0.01)


# -- Who lets us


def test_switching_it_off_deletes_all_and_nothing_is_written_afterwards(
    api,
    alice,
    bob,
    garden,
    superuser,
    run_events,  # noqa: F811
):
    like(garden, bob)
    run_events()
    superuser.execute("insert into feed_states (user_id) values (%s)", [bob.id])
    superuser.execute(
        "insert into feed_cache (user_id, place, post_id, score, why) values (%s, 0, %s, 1, 'similar')",
        [bob.id, garden],
    )
    assert kept_of(superuser, bob) == [1, 1, 1, 1]
    assert api(bob).put("/api/settings/privacy", {"personalised": False}).status == 200
    assert kept_of(superuser, bob) == [0, 0, 0, 0]
    services.unlike_content(bob.viewer, garden)
    like(garden, bob)
    services.repost_post(bob.viewer, garden)
    comment_on(garden, bob)
    services.bookmark_post(bob.viewer, garden)
    api(bob).post(f"/api/posts/{garden}/view", {"seconds": 60})
    run_events()
    assert kept_of(superuser, bob)[:2] == [0, 0]
    # Back again, it starts with nothing.
    switch(bob, True)
    assert weights_of(superuser, bob) == {}
    note(bob, garden)
    assert weights_of(superuser, bob) == {"garden": pytest.approx(1)}


def test_other_settings_leave_it_alone(bob, garden, superuser):
    note(bob, garden)
    accounts.update_privacy(bob.viewer, {"read_receipts": False})
    assert kept_of(superuser, bob)[:2] == [1, 1]


def test_what_was_chosen_by_hand_stays(bob, superuser):
    services.follow_topic(bob.viewer, "garden")
    switch(bob, False)
    assert superuser.execute("select internal.followed_topics_of(%s)", [bob.id]).fetchone() == (["garden"],)


def test_a_vector_left_behind_is_not_used(bob, garden, superuser):
    note(bob, garden)
    superuser.execute("update user_settings set personalised = false where user_id = %s", [bob.id])
    assert superuser.execute("select internal.interest_vector_of(%s)", [bob.id]).fetchall() == []
    assert weights_of(superuser, bob) == {}


@pytest.mark.parametrize("round_", range(8))
def test_a_signal_and_the_switch_at_the_same_moment_leave_nothing(round_, bob, garden, superuser):
    at_once(
        lambda: switch(bob, False),
        lambda: note(bob, garden),
        lambda: services.bookmark_post(bob.viewer, garden),
        lambda: services.view_post(bob.viewer, garden, "f" * 64, seconds=60),
    )
    assert kept_of(superuser, bob) == [0, 0, 0, 0]


def test_a_switch_waits_for_a_signal_that_is_under_way(bob, garden, superuser):
    noted, switched = Barrier(2), []

    def slow_reader():
        with sql.acting_as(sql.SYSTEM):
            sql.call("note_interest", bob.id, garden, "like")
            noted.wait()
            # It is let go of by the commit alone: the switch stands in line by then.
            for _ in range(600):
                waiting = superuser.execute(
                    """select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and query like '%update_privacy%'"""
                ).fetchone()[0]
                if waiting:
                    break
                superuser.execute("select pg_sleep(0.05)")
            switched.append(waiting)

    def switch_off():
        noted.wait()
        switch(bob, False)

    at_once(slow_reader, switch_off)
    assert switched == [1]
    assert kept_of(superuser, bob) == [0, 0, 0, 0]


def test_signals_of_one_member_at_the_same_moment_all_count(alice, bob, superuser):
    posts = [featured_post(alice, f"{text} #garden #roses") for text in GARDEN]
    at_once(*(lambda post=post: note(bob, post) for post in posts for _ in range(2)))
    assert weights_of(superuser, bob)["garden"] == pytest.approx(6 / 2**0.5, rel=0.001)
    assert vector_of(superuser, bob)[1] == pytest.approx(6, rel=0.001)


def test_who_leaves_leaves_nothing(alice, bob, garden, superuser):
    note(bob, garden)
    services.follow_topic(bob.viewer, "garden")
    superuser.execute("insert into feed_feedback (user_id, post_id, kind) values (%s, %s, 'more')", [bob.id, garden])
    leave_for_good(superuser, bob)
    erasing.erase_deleted_accounts()
    for table in ("interest_vectors", "interest_topics", "topic_preferences", "feed_feedback"):
        assert superuser.execute(f"select count(*) from {table}").fetchone() == (0,)
    note(bob, garden)  # an event of theirs that was read late
    assert kept_of(superuser, bob) == [0, 0, 0, 0]
