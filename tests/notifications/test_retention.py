"""What members were told is kept for a time, and what was sent of it for a shorter one."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from notifications import jobs
from tests.deeds import like, post_by

OLD = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
def old_month(superuser):
    """A partition of long ago, and a moment in it."""
    superuser.execute(
        """select internal.add_partition('notifications', 'notifications_old',
                                          internal.uuid_at(%s), internal.uuid_at(%s))""",
        [OLD, OLD + timedelta(days=31)],
    )
    yield OLD + timedelta(days=14)
    superuser.execute("drop table if exists notifications_old")


def tell(superuser, receiver, actor, at):
    """A notification of a like of long ago, with who liked."""
    made = superuser.execute(
        """insert into notifications (id, user_id, kind, group_key, created_at, updated_at)
           values (internal.uuid_at(%s), %s, 'like', 'like:old', %s, %s) returning id""",
        [at, receiver.id, at, at],
    )
    (note,) = made.fetchone()
    superuser.execute("insert into notification_actors (notification_id, actor_id) values (%s, %s)", [note, actor.id])
    return note


def kept(superuser, table, column="id"):
    return [row[0] for row in superuser.execute(f"select {column} from {table} order by 1").fetchall()]


def test_old_notifications_go_with_who_was_in_them(alice, bob, superuser, old_month, run_events):
    tell(superuser, alice, bob, old_month)
    like(post_by(alice), bob)
    run_events()
    assert jobs.drop_old_notifications() == "1 partitions, 1 actors"
    (note,) = kept(superuser, "notifications")
    assert kept(superuser, "notification_actors", "notification_id") == [note]
    assert jobs.drop_old_notifications() == "0 partitions, 0 actors"


def test_notifications_stay_for_as_long_as_the_setting_says(alice, bob, superuser, old_month, settings):
    settings.NOTIFICATION_DAYS = (datetime.now(UTC) - old_month).days + 31
    note = tell(superuser, alice, bob, old_month)
    assert jobs.drop_old_notifications() == "0 partitions, 0 actors"
    assert kept(superuser, "notifications") == kept(superuser, "notification_actors", "notification_id") == [note]


def test_many_who_are_left_over_go_in_rounds(alice, join, superuser, old_month, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 2)
    note = tell(superuser, alice, alice, old_month)
    fans = [join(f"fan_{n}") for n in range(5)]
    for fan in fans:
        superuser.execute("insert into notification_actors (notification_id, actor_id) values (%s, %s)", [note, fan.id])
    assert jobs.drop_old_notifications() == "1 partitions, 6 actors"
    assert kept(superuser, "notification_actors", "actor_id") == []


def deliver(superuser, person, state, ended_days_ago) -> UUID:
    made = superuser.execute(
        """insert into notification_deliveries (user_id, channel, kind, group_key, state, expires_at, ended_at)
           values (%s, 'email', 'like', 'like:' || gen_random_uuid(), %s, now(), now() - %s * interval '1 day')
           returning id""",
        [person.id, state, ended_days_ago],
    )
    return made.fetchone()[0]


def test_deliveries_that_ended_long_ago_go_and_those_that_wait_stay(alice, superuser, settings):
    settings.NOTIFICATION_DELIVERY_DAYS = 7
    for state in ("sent", "dropped", "failed"):
        deliver(superuser, alice, state, 8)
    fresh = deliver(superuser, alice, "sent", 6)
    waiting = deliver(superuser, alice, "waiting", None)
    assert jobs.remove_old_deliveries() == 3
    assert sorted(kept(superuser, "notification_deliveries")) == sorted([fresh, waiting])
    settings.NOTIFICATION_DELIVERY_DAYS = 5
    assert jobs.remove_old_deliveries() == 1
    assert kept(superuser, "notification_deliveries") == [waiting]
