"""Heartbeats of many processes: Valkey gathers them, and PostgreSQL is told seldom and in time."""

from datetime import timedelta
from uuid import uuid4

import pytest
import redis

from tests.processes import eventually
from topin import presence, seen
from topin.embedded import ports


@pytest.fixture
def process(settings):
    """`process()` → the heartbeats of one more process, quick ones."""
    settings.HEARTBEAT_SECONDS, settings.SEEN_SECONDS = 0.1, 0.5
    started = []

    def begin():
        started.append(presence.Heartbeats())
        return started[-1]

    yield begin
    for one in started:
        one.stop()


@pytest.fixture
def stored_ago(superuser):
    def ago(person, seconds=None):
        if seconds is not None:
            superuser.execute(
                "update user_sessions set last_seen_at = now() - %s where id = %s",
                [timedelta(seconds=seconds), person.session_id],
            )
        question = "select extract(epoch from now() - last_seen_at)::float from user_sessions where id = %s"
        return superuser.execute(question, [person.session_id]).fetchone()[0]

    return ago


def test_two_processes_that_see_one_session_write_it_once(settings):
    settings.SEEN_SECONDS = 60
    session = uuid4()
    due, waiting = seen.exchange({session: 1.0})
    assert (list(due), waiting) == ([session], 0)
    assert due[session] == pytest.approx(1.0, abs=0.5)
    for _ in range(3):
        assert seen.exchange({session: 0.0}) == ({}, 1)


def test_the_newest_moment_is_written_when_its_time_comes_whoever_saw_it(settings):
    settings.SEEN_SECONDS = 0.3
    session = uuid4()
    seen.exchange({session: 100.0})
    for ago in (50.0, 10.0, 30.0):
        assert seen.exchange({session: ago})[0] == {}
    [(taken, ago)] = eventually(lambda: seen.exchange({})[0].items(), 5)
    assert taken == session
    assert 10 <= ago < 15
    eventually(lambda: seen.valkey().zcard(seen.TIMES) == 0 or seen.exchange({})[0], 5)
    assert seen.exchange({}) == ({}, 0)  # and nothing is left of it


def test_a_session_that_goes_on_is_written_again_and_again(alice, process, stored_ago):
    beats = process()
    for _ in range(3):
        stored_ago(alice, 3600)
        beats.note(alice.viewer)
        eventually(lambda: stored_ago(alice) < 60, 5)


def test_what_a_killed_process_left_another_one_writes(alice, bob, process, stored_ago):
    seen.exchange({alice.session_id: 0.0})
    stored_ago(alice, 3600)
    seen.exchange({alice.session_id: 2.0})  # within the time, so it waits; and then this process is gone
    process().note(bob.viewer)
    eventually(lambda: stored_ago(alice) < 60, 5)


def test_many_sessions_come_in_parts(settings, monkeypatch):
    settings.SEEN_SECONDS = 60
    monkeypatch.setattr(seen, "AT_ONCE", 10)
    sessions = {uuid4(): float(n) for n in range(95)}
    due, waiting = seen.exchange(sessions)
    assert (due.keys(), waiting) == (sessions.keys(), 0)
    assert all(sessions[one] <= ago < sessions[one] + 5 for one, ago in due.items())


def test_without_valkey_postgresql_is_told_all_of_it(alice, process, stored_ago, monkeypatch):
    nobody = redis.Redis(port=ports.free(1)[0])
    monkeypatch.setattr(seen, "valkey", lambda: nobody)
    beats = process()
    for _ in range(2):
        stored_ago(alice, 3600)
        beats.note(alice.viewer)
        eventually(lambda: stored_ago(alice) < 60, 5)
    assert beats.valkey.now
    monkeypatch.undo()
    beats.note(alice.viewer)
    eventually(lambda: not beats.valkey.now, 5)


def test_an_erased_valkey_costs_a_moment(alice, process, stored_ago):
    beats = process()
    beats.note(alice.viewer)
    eventually(lambda: stored_ago(alice) < 60, 5)
    seen.valkey().flushdb()
    stored_ago(alice, 3600)
    beats.note(alice.viewer)
    eventually(lambda: stored_ago(alice) < 60, 5)


def test_nobody_who_is_here_seems_gone(settings):
    # Seen, noted a heartbeat later, kept back for SEEN_SECONDS, written a heartbeat later at the latest.
    assert settings.SEEN_SECONDS + 2 * settings.HEARTBEAT_SECONDS < settings.ONLINE_SECONDS


def test_the_thread_goes_on_while_something_waits(alice, process, stored_ago):
    beats = process()
    beats.note(alice.viewer)
    eventually(lambda: not beats.seen, 5)
    stored_ago(alice, 3600)
    beats.note(alice.viewer)
    eventually(lambda: stored_ago(alice) < 60, 5)
    eventually(lambda: beats.thread is None, 5)
