"""Channels: what a push that arrives says of its own, and what one that is shut costs the others: nothing."""

import os
from datetime import timedelta

import pytest

from notifications import jobs
from notifications.courier import claim, look_again
from tests.database import plans
from tests.notifications.ringing import channel, delivery_to, is_registered, let_pass, register
from tests.notifications.standins.apns import TOPIC
from topin import sql

SERVICE = "https://push.example"
KEYS = "B" + "A" * 86, "A" * 22
CROWD = 20_000


@pytest.fixture
def phone(superuser, alice):
    return register(superuser, alice, "apns", "a1b2c3", app_id=TOPIC, environment="production")


def browser_of(superuser, person, service=SERVICE):
    return register(superuser, person, "webpush", f"{service}/{person.handle}", *KEYS)


def reached(superuser, name):
    return superuser.execute("select reached_at, xmin::text from push_channels where name = %s", [name]).fetchone()


def pause(name, seconds=10):
    return sql.do(sql.SYSTEM, "pause_push_channel", name, timedelta(seconds=seconds), timedelta(hours=1))


def names(superuser):
    return {name for (name,) in superuser.execute("select name from push_channels")}


# -- what arrived ----------------------------------------------------------------------------------


def test_a_push_that_arrives_makes_up_for_the_faults_of_its_channel(superuser, apple, phone, alice, bob, ring, courier):
    pause("apns")
    let_pass(superuser, 60)
    assert channel(superuser, "apns").faults == 1
    ring(alice, bob)
    courier.round()
    assert delivery_to(superuser, phone).state == "sent"
    assert channel(superuser, "apns") is None


def test_when_a_channel_was_reached_is_written_once_a_minute(superuser, apple, phone, join, bob, ring, courier):
    def ring_at(name):
        member = join(name)
        register(superuser, member, "apns", name, app_id=TOPIC, environment="production")
        ring(member, bob)
        courier.round()
        return reached(superuser, "apns")

    first = ring_at("first")
    assert ring_at("second") == first
    superuser.execute("update push_channels set reached_at = reached_at - interval '61 seconds'")
    assert ring_at("third")[0] >= first[0]
    assert len(apple.requests) == 3


# -- what is shut ----------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["is_off", "stopped_at", "paused_until"])
def test_what_was_claimed_is_not_sent_once_its_channel_is_shut(superuser, phone, alice, bob, ring, column):
    ring(alice, bob)
    (order,) = claim()
    value = {"is_off": "true", "stopped_at": "now()", "paused_until": "now() + interval '1 minute'"}[column]
    superuser.execute(f"insert into push_channels (name, {column}) values ('apns', {value})")
    assert look_again(order) is None
    assert delivery_to(superuser, phone)[:5] == ("waiting", "", "", 0, None)
    assert claim() == []
    superuser.execute("delete from push_channels")
    assert [again["try"] for again in claim()] == [1]


def test_what_is_switched_off_for_all_browsers_is_not_sent_to_one(superuser, alice, bob, ring):
    browser_of(superuser, alice)
    ring(alice, bob)
    (order,) = claim()
    superuser.execute("insert into push_channels (name, is_off) values ('webpush', true)")
    assert look_again(order) is None
    assert claim() == []


def test_what_expires_behind_a_shut_channel_is_dropped_all_the_same(superuser, phone, alice, bob, charlie, ring):
    tablet = register(superuser, bob, "apns", "d4e5f6", app_id=TOPIC, environment="production")
    superuser.execute("insert into push_channels (name, is_off) values ('apns', true)")
    ring(alice, charlie)
    ring(bob, charlie)
    superuser.execute("update notification_deliveries set expires_at = now() where device_id = %s", [phone])
    assert jobs.drop_expired_deliveries() == 1
    assert delivery_to(superuser, phone)[:2] == ("dropped", "expired")
    assert delivery_to(superuser, tablet).state == "waiting"
    assert jobs.drop_expired_deliveries() == 0


def test_what_a_courier_is_sending_does_not_expire(superuser, phone, alice, bob, ring):
    ring(alice, bob)
    assert len(claim()) == 1
    superuser.execute("update notification_deliveries set expires_at = now()")
    assert jobs.drop_expired_deliveries() == 0


def test_a_crowd_behind_a_shut_channel_costs_a_claim_nothing(superuser, phone, alice, bob, ring):
    ring(alice, bob)
    superuser.execute(
        """insert into notification_deliveries
                  (user_id, channel, device_id, lane, kind, group_key, next_try_at, expires_at)
           select %s, 'push', %s, lane, 'follow', lane || n, now() - interval '1 hour', now() + interval '1 day'
             from generate_series(1, %s) n, unnest(array['fcm', 'webpush:https://push.example']) lane""",
        [alice.id, phone, CROWD // 2],
    )
    superuser.execute("insert into push_channels (name, is_off) values ('fcm', true), ('webpush', true)")
    superuser.execute("analyze notification_deliveries")
    pauses = ["600 seconds", "5 seconds"]
    with plans.connect(os.environ["SUPERUSER_URL"]) as asking:
        asking.execute("set search_path = api, public, extensions")
        with plans.plans_of(asking, plans.WORKER) as found:
            (claimed,) = asking.execute(
                "select claim_notification_deliveries(50, 25, '{}', '120 seconds', %s, %s, 8)", pauses
            ).fetchone()
    assert [order["lane"] for order in claimed] == ["apns"]
    nodes = [node for plan in found for node in plans.nodes(plan["Plan"])]
    read = [plans.rows_read(node) for node in nodes if node.get("Relation Name") == "notification_deliveries"]
    assert len(read) > 3, "nested statements were not heard"
    assert max(read) < 100


# -- what nobody is at any more --------------------------------------------------------------------


def test_a_push_service_that_works_is_forgotten_when_no_device_is_there_any_more(superuser, alice, bob, ring):
    device = browser_of(superuser, alice)
    superuser.execute("insert into push_channels (name, reached_at) values (%s, now())", [f"webpush:{SERVICE}"])
    assert jobs.remove_unused_channels() == 0
    sql.do(sql.SYSTEM, "drop_device", device, None, "device_gone")
    assert not is_registered(superuser, device)
    assert jobs.remove_unused_channels() == 1
    assert names(superuser) == set()


def test_what_is_shut_and_what_is_ours_to_name_stays(superuser):
    superuser.execute(
        """insert into push_channels (name, is_off, stopped_at, paused_until, reached_at) values
           ('fcm', false, null, null, now()), ('apns', false, null, null, now()), ('email', false, null, null, now()),
           ('webpush', true, null, null, null), ('webpush:https://off.example', true, null, null, null),
           ('webpush:https://stopped.example', false, now(), null, null),
           ('webpush:https://paused.example', false, null, now() + interval '1 hour', null),
           ('webpush:https://rested.example', false, null, now() - interval '1 hour', null)"""
    )
    assert jobs.remove_unused_channels() == 1
    assert "webpush:https://rested.example" not in names(superuser)
    assert len(names(superuser)) == 7
