"""A crowd makes one group, few rings and few events in a stream, and open clients learn of its last one too."""

import os
from datetime import timedelta
from uuid import UUID

import pytest

from accounts import services as accounts
from notifications import services
from posts import services as posts
from tests.database import plans
from tests.deeds import block, follow, like, post_by, set_profile
from topin import relay, sql, streams

LIST = "/api/notifications"
TOLD = "select count(*) from user_events where kind = 'notification.created'"
CROWDS = """select count(*), sum(cardinality(rest)) from event_deliveries
             where reader = 'notifications.readers.notify_author'"""


@pytest.fixture
def crowd(join):
    return [join(f"fan{n}") for n in range(12)]


def told(person, start):
    """(text, actors_count) as the member's stream says it, event by event."""
    items = [item for item in streams.read(person.viewer, start).items if item["kind"] == "notification.created"]
    notes = [item["payload"]["notification"] for item in items]
    return [(note["text"], note["actors_count"]) for note in notes]


def later(superuser, seconds=6):
    ago = timedelta(seconds=seconds)
    superuser.execute("update notifications set told_at = told_at - %s, updated_at = updated_at - %s", [ago, ago])


def test_a_crowd_is_one_delivery_one_group_and_one_event(superuser, alice, crowd, run_events, api):
    start = streams.position_now(alice.viewer)
    like(post_by(alice), *crowd)
    relay.take_events()
    assert superuser.execute(CROWDS).fetchone() == (1, 11)
    run_events()
    (group,) = api(alice).get(LIST).json["items"]
    assert (group["actors_count"], group["text"]) == (12, "Fan11 and 11 others liked your post")
    assert told(alice, start) == [("Fan11 and 11 others liked your post", 12)]


def test_who_joins_a_group_within_moments_is_told_together_at_their_end(superuser, alice, crowd, run_events):
    start, post = streams.position_now(alice.viewer), post_by(alice)
    for fan in crowd:
        like(post, fan)
        run_events()
    assert superuser.execute(TOLD).fetchone() == (1,)
    assert services.tell_grown_groups(sql.SYSTEM, 100) == 0  # a moment ago
    later(superuser)
    assert services.tell_grown_groups(sql.SYSTEM, 100) == 1
    assert told(alice, start)[-1] == ("Fan11 and 11 others liked your post", 12)
    assert services.tell_grown_groups(sql.SYSTEM, 100) == 0
    later(superuser)
    assert services.tell_grown_groups(sql.SYSTEM, 100) == 0
    assert superuser.execute(TOLD).fetchone() == (2,)


def test_what_comes_after_a_while_is_told_at_once(superuser, alice, crowd, run_events):
    start, post = streams.position_now(alice.viewer), post_by(alice)
    for fan in crowd[:3]:
        like(post, fan)
        run_events()
        later(superuser)
    assert [count for _, count in told(alice, start)] == [3, 3, 3]  # as it is when the client reads it
    assert services.tell_grown_groups(sql.SYSTEM, 100) == 0


def test_a_group_that_was_read_meanwhile_is_told_no_more(superuser, alice, crowd, run_events):
    post = post_by(alice)
    for fan in crowd[:2]:
        like(post, fan)
        run_events()
    later(superuser)
    note = superuser.execute("select id from notifications").fetchone()[0]
    services.read_notification(alice.viewer, note)
    assert services.tell_grown_groups(sql.SYSTEM, 100) == 0


def test_of_a_crowd_only_those_are_told_whom_the_receiver_sees(superuser, alice, bob, charlie, crowd, run_events, api):
    post = post_by(alice)
    like(post, bob, alice, charlie, crowd[0])
    block(superuser, alice, bob)
    superuser.execute("insert into mutes (muter_id, muted_id) values (%s, %s)", [alice.id, crowd[0].id])
    superuser.execute("delete from likes where user_id = %s", [charlie.id])
    run_events()
    assert api(alice).get(LIST).json["items"] == []
    like(post, crowd[1])
    run_events()
    (group,) = api(alice).get(LIST).json["items"]
    assert (group["actors_count"], group["text"]) == (1, "Fan1 liked your post")


def test_somebody_twice_in_a_crowd_is_one(superuser, alice, bob, charlie):
    post = post_by(alice)
    like(post, bob, charlie)
    who = [bob.id, charlie.id, bob.id]
    group = services.notify_of_crowd(kind="like", user=alice.id, actors=who, subject_type="post", subject=post)
    people = superuser.execute("select count(*) from notification_actors where notification_id = %s", [group])
    assert people.fetchone() == (2,)
    assert services.notify_of_crowd(kind="like", user=alice.id, actors=who, subject_type="post", subject=post) is None
    assert isinstance(group, UUID)


# -- crowds of every kind ----------------------------------------------------------------------------


def ask_to_follow(superuser, alice, crowd):
    set_profile(superuser, alice, "is_private", True)
    for fan in crowd:
        follow(fan, alice)


def repost_of(superuser, alice, crowd):
    post = post_by(alice)
    for fan in crowd:
        posts.repost_post(fan.viewer, post)


WAYS = {
    "notifications.readers.notify_followed": lambda superuser, alice, crowd: [follow(fan, alice) for fan in crowd],
    "notifications.readers.notify_asked": ask_to_follow,
    "notifications.readers.notify_liked": lambda superuser, alice, crowd: [
        accounts.like_profile(fan.viewer, alice.id) for fan in crowd
    ],
    "notifications.post_readers.notify_of_repost": repost_of,
}
TEXTS = {
    "notify_followed": "Fan11 and 11 others followed you",
    "notify_asked": "Fan11 and 11 others want to follow you",
    "notify_liked": "Fan11 and 11 others liked your profile",
    "notify_of_repost": "Fan11 and 11 others reposted your post",
}


@pytest.mark.parametrize("reader", WAYS)
def test_a_crowd_at_one_member_is_read_in_one_turn(reader, superuser, alice, crowd, run_events, api):
    WAYS[reader](superuser, alice, crowd)
    relay.take_events()
    turns = "select count(*), sum(cardinality(rest)) from event_deliveries where reader = %s"
    assert superuser.execute(turns, [reader]).fetchone() == (1, 11)
    run_events()
    (group,) = api(alice).get(LIST).json["items"]
    assert (group["actors_count"], group["text"]) == (12, TEXTS[reader.rpartition(".")[2]])


def test_who_follows_two_is_told_to_each_of_them(alice, bob, crowd, run_events, api):
    for fan in crowd:
        follow(fan, alice, bob)
    run_events()
    for person in (alice, bob):
        (group,) = api(person).get(LIST).json["items"]
        assert group["actors_count"] == 12


def test_whether_a_crowd_is_to_be_told_of_is_known_from_its_first(superuser, alice, bob):
    """Counts and claims ask it of every group that is unread."""
    group = services.notify_alone(kind="new_sign_in", user=alice.id, subject_type="session", subject=bob.id)
    superuser.execute("update notifications set kind = 'follow', subject_type = 'user', subject_id = user_id")
    with superuser.transaction():
        superuser.execute("set local session_replication_role = replica")
        superuser.execute(
            """insert into notification_actors (notification_id, actor_id)
               select %s, gen_random_uuid() from generate_series(1, 5000)""",
            [group],
        )
        superuser.execute(
            """insert into profiles (user_id, handle, display_name)
               select actor_id, 'crowd_' || row_number() over (), 'One of them' from notification_actors"""
        )
    superuser.execute("analyze notification_actors, profiles")
    with plans.connect(os.environ["SUPERUSER_URL"]) as asking, plans.plans_of(asking, alice.id) as found:
        assert asking.execute("select internal.unread_count()").fetchone() == (1,)
    nodes = [node for plan in found for node in plans.nodes(plan["Plan"])]
    read = {node["Relation Name"]: plans.rows_read(node) for node in nodes if "Relation Name" in node}
    assert read["notification_actors"] < 100
    assert read["profiles"] < 100
