"""The clock works for-you feeds out ahead."""

import psycopg
import pytest
from django.conf import settings

from posts import for_you_jobs, services
from tests.deeds import leave_for_good, post_by
from tests.posts.feeds import items_of, page_of, texts_of
from topin import errors, sql


@pytest.fixture
def outdated(superuser):
    """`outdated()` → all feeds were made a quarter of an hour ago."""
    return lambda: superuser.execute("update feed_states set made_at = now() - interval '15 minutes'")


def cached(superuser, person):
    found = superuser.execute(
        "select p.text from feed_cache c join posts p on p.id = c.post_id where c.user_id = %s order by c.place",
        [person.id],
    )
    return [text for (text,) in found]


def test_feeds_of_who_came_by_are_made_anew(api, superuser, outdated, alice, bob, charlie):
    post_by(charlie, "old")
    for reader in (alice, bob):
        page_of(api, reader)
    post_by(charlie, "new")
    assert for_you_jobs.refresh_feeds() == 0, "they are young"
    outdated()
    superuser.execute("update user_sessions set last_seen_at = now() - interval '3 hours' where user_id = %s", [bob.id])
    superuser.execute("update feed_states set read_at = now() - interval '3 hours' where user_id = %s", [bob.id])
    assert for_you_jobs.refresh_feeds() == 1
    assert (cached(superuser, alice), cached(superuser, bob)) == (["new"], ["old"])
    assert texts_of(items_of(api, alice)) == ["new"]


def test_a_slot_takes_so_many_and_the_oldest_first(api, superuser, outdated, monkeypatch, alice, bob, charlie):
    post_by(charlie)
    for reader in (alice, bob):
        page_of(api, reader)
    outdated()
    superuser.execute("update feed_states set made_at = made_at - interval '1 minute' where user_id = %s", [bob.id])
    monkeypatch.setattr(settings, "FEEDS_AT_ONCE", 1)
    assert for_you_jobs.refresh_feeds() == 1
    young = superuser.execute("select user_id from feed_states where made_at > now() - interval '1 minute'").fetchall()
    assert young == [(bob.id,)]
    monkeypatch.setattr(settings, "FEED_HOURS", 0)
    assert for_you_jobs.refresh_feeds() == 0


def test_a_feed_that_grew_stale_is_made_anew_when_it_is_read(api, monkeypatch, alice, bob, charlie):
    post_by(bob, "one")
    post_by(charlie, "two")
    assert len(page_of(api, alice, limit=1)["items"]) == 1
    post_by(bob, "three")
    assert len(page_of(api, alice, limit=1)["items"]) == 1
    monkeypatch.setattr(settings, "FEED_STALE", 0)
    assert "three" in texts_of(items_of(api, alice))


def refresh_and_be_cut_off(superuser, first, second):
    with sql.acting_as(sql.SYSTEM):
        assert sql.call("refresh_feed", first.id, settings.FEED_CACHE)
        (pid,) = sql.rows("select pg_backend_pid() as pid")[0].values()
        superuser.execute("select pg_terminate_backend(%s, 5000)", [pid])
        sql.call("refresh_feed", second.id, settings.FEED_CACHE)


def test_a_job_that_is_cut_off_leaves_whole_feeds_and_goes_on(api, superuser, outdated, alice, bob, charlie):
    """The work on one feed is undone with its connection; the next slot does it."""
    post_by(charlie, "old")
    for reader in (alice, bob):
        page_of(api, reader)
    post_by(charlie, "new")
    outdated()
    with pytest.raises(errors.Unavailable):
        refresh_and_be_cut_off(superuser, alice, bob)
    assert cached(superuser, alice) == cached(superuser, bob) == ["old"]
    assert for_you_jobs.refresh_feeds() == 2
    assert cached(superuser, alice) == cached(superuser, bob) == ["new"]


def test_a_feed_that_is_being_read_is_not_waited_for(api, superuser, outdated, alice, bob):
    post_by(bob)
    page_of(api, alice)
    outdated()
    with psycopg.connect(superuser.info.dsn, password=superuser.info.password or None) as reader:
        reader.execute("select from feed_states where user_id = %s for update", [alice.id])
        assert for_you_jobs.refresh_feeds() == 0
    assert for_you_jobs.refresh_feeds() == 1


def test_a_feed_that_cannot_be_made_keeps_no_other_waiting(api, superuser, outdated, caplog, alice, bob, charlie):
    post_by(charlie, "old")
    for reader in (alice, bob):
        page_of(api, reader)
    outdated()
    superuser.execute(
        """create function pg_temp.fail() returns trigger language plpgsql
           as $$ begin raise exception 'broken'; end $$"""
    )
    superuser.execute(
        f"create trigger fail_for_one before update of made_at on feed_states for each row"
        f" when (new.user_id = '{alice.id}') execute function pg_temp.fail()"
    )
    try:
        assert for_you_jobs.refresh_feeds() == 1
    finally:
        superuser.execute("drop trigger fail_for_one on feed_states")
    assert str(alice.id) in caplog.text


def test_feeds_that_nobody_reads_and_what_was_seen_long_ago_go(api, superuser, monkeypatch, alice, bob, charlie):
    for n in range(3):
        post_by((bob, charlie)[n % 2], str(n))
    for reader in (alice, bob):
        page_of(api, reader, limit=1)
    superuser.execute("update feed_states set read_at = now() - interval '8 days' where user_id = %s", [alice.id])
    superuser.execute("update feed_seen set seen_at = now() - interval '8 days' where user_id = %s", [alice.id])
    monkeypatch.setattr(for_you_jobs, "AT_ONCE", 1)
    assert for_you_jobs.forget_seen() == "1 rows, 1 feeds"
    for table in ("feed_states", "feed_cache", "feed_seen"):
        owners = superuser.execute(f"select distinct user_id from {table}").fetchall()
        assert owners == [(bob.id,)], table
    monkeypatch.setattr(settings, "FEED_DAYS", 0)
    assert services.drop_feeds(sql.SYSTEM, 10) == 1


def test_who_leaves_leaves_no_feed(api, superuser, alice, bob):
    post_by(bob)
    page_of(api, alice)
    superuser.execute("insert into ranking_versions (version, weights, made_by_id) values (1, '{}', %s)", [alice.id])
    leave_for_good(superuser, alice)
    superuser.execute("select internal.erase_posts(%s)", [alice.id])
    for table in ("feed_states", "feed_cache", "feed_seen"):
        assert superuser.execute(f"select from {table} where user_id = %s", [alice.id]).fetchall() == []
    assert superuser.execute("select made_by_id from ranking_versions").fetchall() == [(None,)]
