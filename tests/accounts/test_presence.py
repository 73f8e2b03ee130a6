"""Heartbeats: when sessions were seen, written by the real thread to the real database."""

import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.accounts.gotrue import call
from tests.processes import eventually, start  # noqa: F401  (start is a fixture)
from tests.realtime.conftest import enter, serve  # noqa: F401  (fixtures)
from tests.realtime.sockets import cookie_of
from topin import presence, sql
from topin.embedded import ports


@pytest.fixture
def beats(settings, monkeypatch):
    """Quick heartbeats of the test's own, in the place of the process's, which may be in the middle of a pause."""
    settings.HEARTBEAT_SECONDS, settings.SEEN_SECONDS = 0.1, 0
    made = presence.Heartbeats()
    monkeypatch.setattr(presence, "note", made.note)
    yield made
    made.stop()


@pytest.fixture
def seen_ago(superuser):
    """`seen_ago(alice)`: seconds since her session was seen, as the database knows; `seen_ago(alice, 60)` sets it."""

    def ago(person, seconds=None):
        where = "where id = %s"
        if seconds is not None:
            superuser.execute(
                f"update user_sessions set last_seen_at = now() - %s {where}",
                [timedelta(seconds=seconds), person.session_id],
            )
        row = superuser.execute(
            f"select extract(epoch from now() - last_seen_at) from user_sessions {where}", [person.session_id]
        ).fetchone()
        return row and float(row[0])

    return ago


def was_written(seen_ago, person):
    def written():
        return seen_ago(person) < 5

    return written


def test_a_request_is_noted_and_the_list_of_sessions_is_truthful(alice, api, beats, seen_ago):
    seen_ago(alice, 3600)
    api(alice).get("/api/users/me")
    eventually(was_written(seen_ago, alice))
    [session] = call("GET", "/sessions", token=alice.token).json["items"]
    assert session["last_seen_at"] > session["created_at"]


def test_a_page_is_noted_by_its_cookie(alice, beats, seen_ago):
    seen_ago(alice, 3600)
    client = Client()
    client.cookies["sb-web-auth"] = cookie_of(alice)
    client.get("/@alice")
    eventually(was_written(seen_ago, alice))


def test_visitors_and_the_house_itself_leave_no_trace_and_need_no_thread(beats):
    beats.note(sql.ANONYMOUS)
    beats.note(sql.SYSTEM)
    assert (beats.seen, beats.thread) == ({}, None)


def test_the_thread_ends_when_nobody_comes_and_begins_again(alice, beats, seen_ago):
    for _ in range(2):
        seen_ago(alice, 3600)
        beats.note(alice.viewer)
        first = beats.thread
        assert first.name == "heartbeats"
        eventually(was_written(seen_ago, alice))
        eventually(lambda: beats.thread is None, 5)
        first.join(5)
        assert not first.is_alive()


def test_many_requests_within_a_pause_are_one_write(alice, beats, settings, superuser, seen_ago):
    settings.HEARTBEAT_SECONDS = 60
    seen_ago(alice, 3600)
    beats.note(alice.viewer)
    eventually(was_written(seen_ago, alice))
    seen_ago(alice, 3600)
    for _ in range(100):
        beats.note(alice.viewer)
    assert len(beats.seen) == 1
    assert seen_ago(alice) > 3000


def test_a_moment_is_the_one_of_the_request_not_of_its_writing(alice, seen_ago):
    seen_ago(alice, 3600)
    sql.do(sql.SYSTEM, "touch_sessions", [alice.session_id], [40.0])
    assert 39 < seen_ago(alice) < 45
    sql.do(sql.SYSTEM, "touch_sessions", [alice.session_id], [90.0])
    assert seen_ago(alice) < 45  # never back


def test_an_ended_session_does_not_come_back(alice, bob, beats, superuser, seen_ago):
    sql.do(alice.viewer, "sign_out", "global")
    seen_ago(bob, 3600)
    beats.note(alice.viewer)
    beats.note(sql.Viewer.user(uuid4(), uuid4()))
    beats.note(bob.viewer)
    eventually(was_written(seen_ago, bob))
    assert superuser.execute("select user_id from user_sessions").fetchall() == [(bob.id,)]


@pytest.mark.parametrize("change", ["banned_until = 'infinity'", "deleted_at = now()"])
def test_a_session_that_lets_nobody_in_is_not_noted(alice, superuser, seen_ago, change):
    seen_ago(alice, 3600)
    superuser.execute(f"update users set {change} where id = %s", [alice.id])
    sql.do(sql.SYSTEM, "touch_sessions", [alice.session_id], [0.0])
    assert seen_ago(alice) > 3000


def test_whoever_holds_a_session_is_not_waited_for(alice, bob, superuser, seen_ago):
    for person in (alice, bob):
        seen_ago(person, 3600)
    with superuser.transaction():
        superuser.execute("select from user_sessions where id = %s for update", [alice.session_id])
        began = time.monotonic()
        sql.do(sql.SYSTEM, "touch_sessions", [alice.session_id, bob.session_id], [0.0, 0.0])
        assert time.monotonic() - began < 2
    assert seen_ago(alice) > 3000
    assert seen_ago(bob) < 5


def test_what_was_seen_while_the_database_was_away_is_written_when_it_is_back(alice, beats, superuser, seen_ago):
    (database,) = superuser.execute("select current_database()").fetchone()
    seen_ago(alice, 3600)
    superuser.execute(f"alter database {database} connection limit 0")
    try:
        superuser.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and usename = 'topin_app'",
            [database],
        )
        began = time.monotonic()
        beats.note(alice.viewer)
        assert time.monotonic() - began < 0.5  # whoever came was not held up
        eventually(lambda: beats.outage.now)
        assert seen_ago(alice) > 3000
    finally:
        superuser.execute(f"alter database {database} connection limit -1")
    eventually(was_written(seen_ago, alice))
    eventually(lambda: not beats.outage.now)


def test_memory_has_a_bound_and_who_was_kept_stays_current(alice, beats, settings, monkeypatch):
    monkeypatch.setattr(presence, "MOST", 3)
    beats.ending.set()  # nothing is written: as in an outage
    beats.note(alice.viewer)
    first = beats.seen[alice.session_id]
    for _ in range(10):
        beats.note(sql.Viewer.user(uuid4(), uuid4()))
    beats.note(alice.viewer)
    assert len(beats.seen) == 3
    assert beats.seen[alice.session_id] > first


def test_stopping_writes_the_last_of_it_and_leaves_no_thread(alice, beats, settings, seen_ago):
    settings.HEARTBEAT_SECONDS = 60
    beats.note(alice.viewer)
    eventually(lambda: not beats.seen)
    seen_ago(alice, 3600)
    beats.note(alice.viewer)
    thread = beats.thread
    beats.stop()
    assert not thread.is_alive()
    assert seen_ago(alice) < 5
    beats.note(alice.viewer)
    assert beats.thread is thread  # and none begins any more
    assert thread not in threading.enumerate()


@pytest.mark.processes
def test_an_open_socket_is_a_heartbeat(serve, enter, alice, seen_ago):  # noqa: F811
    port = ports.free(1)[0]
    serve(port, HEARTBEAT_SECONDS="0.2")
    enter(alice, at=port).hello()
    seen_ago(alice, 3600)
    eventually(was_written(seen_ago, alice))
