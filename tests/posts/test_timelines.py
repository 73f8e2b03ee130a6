from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from accounts.jobs import leaving as erasing
from posts import jobs, services
from tests.at_once import at_once
from tests.deeds import circle_of, follow, leave_for_good, post_by
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from topin import sql

FEED = "/api/posts"


def texts(api, person):
    return [item["text"] for item in api(person).get(f"{FEED}?limit=50").json["items"]]


def states(superuser):
    return {user for (user,) in superuser.execute("select user_id from timeline_states where built_at is not null")}


def seen(superuser, person, days_ago):
    superuser.execute(
        "update user_sessions set last_seen_at = %s where user_id = %s",
        [datetime.now(UTC) - timedelta(days=days_ago), person.id],
    )


def length(superuser, person):
    return superuser.execute("select count(*) from timelines where user_id = %s", [person.id]).fetchone()[0]


def test_the_clock_writes_ahead_for_members_who_come_by(api, alice, bob, superuser):
    follow(alice, bob)
    post_by(bob, "before")
    seen(superuser, bob, 31)
    assert jobs.build_timelines() == 1
    assert states(superuser) == {alice.id}
    assert jobs.build_timelines() == 0
    assert texts(api, alice) == ["before"]


def test_those_who_follow_too_many_have_none(api, alice, bob, charlie, superuser, monkeypatch):
    monkeypatch.setattr(settings, "TIMELINE_FOLLOWS", 1)
    follow(alice, bob, charlie)
    follow(bob, charlie)
    jobs.build_timelines()
    assert states(superuser) == {bob.id, charlie.id}
    follow(bob, alice)
    jobs.trim_timelines()
    assert states(superuser) == {charlie.id}
    post_by(charlie, "for both")
    assert (texts(api, alice), texts(api, bob)) == (["for both"], ["for both"])


def test_who_stays_away_loses_it_and_gets_it_back_on_return(api, alice, bob, superuser):
    follow(alice, bob)
    post_by(bob, "while away")
    jobs.build_timelines()
    seen(superuser, alice, 31)
    assert jobs.trim_timelines() == 1
    assert (states(superuser), length(superuser, alice)) == ({bob.id}, 0)
    seen(superuser, alice, 0)
    assert texts(api, alice) == ["while away"]
    assert jobs.build_timelines() == 1
    assert texts(api, alice) == ["while away"]


def test_a_timeline_is_cut_and_the_feed_goes_on_below(api, alice, bob, superuser, monkeypatch, run_events):  # noqa: F811
    monkeypatch.setattr(settings, "TIMELINE_LENGTH", 4)
    follow(alice, bob)
    old = [post_by(bob, f"old {n}") for n in range(6)]
    services.build_timeline(sql.SYSTEM, alice.id)
    assert length(superuser, alice) == 4
    new = [post_by(bob, f"new {n}") for n in range(3)]
    run_events()
    assert length(superuser, alice) == 7
    jobs.trim_timelines()
    assert length(superuser, alice) == 4
    assert texts(api, alice) == [*(f"new {n}" for n in (2, 1, 0)), *(f"old {n}" for n in (5, 4, 3, 2, 1, 0))]
    services.delete_post(bob.viewer, new[0])
    services.delete_post(bob.viewer, old[0])
    assert texts(api, alice) == ["new 2", "new 1", "old 5", "old 4", "old 3", "old 2", "old 1"]


def test_new_follows_and_circles_are_read_at_once_and_written_ahead_by_the_clock(
    api, alice, bob, charlie, mona, superuser
):
    circle = circle_of(superuser, charlie)
    post_by(bob, "of bob")
    post_by(charlie, "in the circle", audience="circle", circle_id=circle)
    services.build_timeline(sql.SYSTEM, alice.id)
    follow(alice, bob)
    superuser.execute("insert into circle_members (circle_id, user_id) values (%s, %s)", [circle, alice.id])
    assert texts(api, alice) == ["in the circle", "of bob"]
    assert length(superuser, alice) == 0
    assert jobs.renew_timelines() == 1
    assert length(superuser, alice) == 2
    # The next slot builds once more: a follow of this moment may have been on its way.
    superuser.execute("update timeline_states set built_at = now() + interval '2 minutes'")
    assert jobs.renew_timelines() == 0
    assert texts(api, alice) == ["in the circle", "of bob"]


def test_what_was_left_is_not_shown_though_it_is_written(api, alice, bob, charlie):
    follow(alice, bob, charlie)
    post_by(bob, "of bob")
    post_by(charlie, "of charlie")
    services.build_timeline(sql.SYSTEM, alice.id)
    api(alice).delete(f"/api/social/follow/{bob.id}")
    assert texts(api, alice) == ["of charlie"]


@pytest.mark.parametrize("lost", ["timelines, timeline_states", "timeline_states"])
def test_without_the_cache_the_feed_is_the_same(api, alice, bob, superuser, lost):
    follow(alice, bob)
    for n in range(5):
        post_by((alice, bob)[n % 2], str(n))
    services.build_timeline(sql.SYSTEM, alice.id)
    before = api(alice).get(FEED).json
    superuser.execute(f"truncate {lost}")
    assert api(alice).get(FEED).json == before


def test_rows_of_posts_that_are_no_more_do_no_harm(api, alice, superuser):
    post_by(alice, "there")
    services.build_timeline(sql.SYSTEM, alice.id)
    superuser.execute(
        "insert into timelines select %s, now() - n * interval '1 s', uuidv7() from generate_series(1, 60) n",
        [alice.id],
    )
    assert texts(api, alice) == ["there"]


def test_two_workers_build_one_timeline_once(alice, superuser):
    post_by(alice)
    built = at_once(*[lambda: services.build_timeline(sql.SYSTEM, alice.id) for _ in range(4)])
    assert any(built)
    assert length(superuser, alice) == 1


def test_an_erased_member_leaves_no_timeline(alice, bob, superuser):
    follow(alice, bob)
    post_by(bob)
    services.build_timeline(sql.SYSTEM, alice.id)
    superuser.execute("insert into wide_authors (user_id) values (%s)", [alice.id])
    leave_for_good(superuser, alice)
    erasing.erase_deleted_accounts()
    assert (states(superuser), length(superuser, alice)) == (set(), 0)
    assert superuser.execute("select count(*) from wide_authors").fetchone() == (0,)
