"""What waits follows what its receiver wants by then, and whose the device is by then."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts import services as accounts
from notifications import devices
from notifications.courier import claim
from posts import services as posts
from tests.at_once import at_once
from tests.deeds import like, post_by
from tests.notifications.letters import read_all, want_mails
from tests.notifications.ringing import delivery_to, let_pass, register
from topin import sql


@pytest.fixture
def phone(superuser, alice):
    return register(superuser, alice, "fcm", "phone")


def quiet_now(superuser, person, enabled=True):
    start, end = superuser.execute(
        "select to_char(now() - interval '1 hour', 'HH24:MI'), to_char(now() + interval '3 hours', 'HH24:MI')"
    ).fetchone()
    chosen = {"enabled": enabled, "start": start, "end": end, "time_zone": "UTC"}
    accounts.update_notifications(person.viewer, {"quiet_hours": chosen})


def test_quiet_hours_that_are_switched_off_hold_nothing_back(superuser, alice, bob, phone, ring, run_events):
    quiet_now(superuser, alice)
    ring(alice, bob)
    assert claim() == []
    assert delivery_to(superuser, phone).waits > 3_600  # seconds
    quiet_now(superuser, alice, enabled=False)
    run_events()
    (order,) = claim()
    assert order["kind"] == "follow"


def test_quiet_hours_that_are_switched_on_hold_back_what_waits(superuser, alice, bob, phone, ring):
    ring(alice, bob)
    quiet_now(superuser, alice)
    assert claim() == []
    assert delivery_to(superuser, phone).state == "waiting"


def test_a_change_of_mind_does_not_hurry_a_provider(superuser, alice, bob, phone, ring, run_events):
    ring(alice, bob)
    superuser.execute("update notification_deliveries set tries = 1, next_try_at = now() + interval '1 hour'")
    accounts.update_notifications(alice.viewer, {"previews": False})
    run_events()
    assert claim() == []


def test_two_members_who_register_one_device_at_once_leave_it_to_one(superuser, alice, bob, charlie, ring):
    """Whoever loses it is not rung there, whichever came last."""
    for turn in range(8):
        token = f"shared-{turn}"

        def register_as(person, token=token):
            return devices.register_device(person.viewer, provider="fcm", token=token)

        at_once(*[lambda person=person: register_as(person) for person in (alice, bob) * 2])
        assert superuser.execute("select count(*) from devices where token = %s", [token]).fetchone() == (1,)
    ring(alice, charlie)
    ring(bob, charlie)
    owner = dict(superuser.execute("select id::text, user_id::text from devices").fetchall())
    orders = claim()
    assert len(orders) == 8
    assert all(owner[order["device"]["id"]] == order["user_id"] for order in orders)


def test_what_waits_for_a_device_that_moved_reaches_nobody(superuser, alice, bob, charlie, phone, ring):
    ring(alice, charlie)
    devices.register_device(bob.viewer, provider="fcm", token="phone")
    assert claim() == []
    ended = superuser.execute("select state, reason from notification_deliveries").fetchall()
    assert ended == [("dropped", "device_gone")]
    assert sql.ask(bob.viewer, "get_devices").loads()["items"][0]["provider"] == "fcm"


# -- a group that waits, and one that follows it ----------------------------------------------------


def said(orders):
    return [[actor["handle"] for actor in order["notification"]["actors"]] for order in orders]


@pytest.fixture
def night(superuser, alice):
    """`night.ends()`: Alice's quiet hours are over."""
    quiet_now(superuser, alice)

    class Night:
        def ends(self):
            quiet_now(superuser, alice, enabled=False)
            let_pass(superuser, 4 * 3_600)

    return Night()


def test_what_comes_after_the_group_that_waits_was_read_rings(alice, bob, charlie, phone, ring, night):
    ring(alice, bob)
    assert claim() == []
    read_all(alice)
    ring(alice, charlie)
    night.ends()
    assert said(claim()) == [["charlie"]]


def test_what_comes_after_all_that_waited_was_undone_rings(
    superuser, alice, bob, charlie, phone, night, run_events
):  # fmt: skip
    accounts.update_notifications(alice.viewer, {"kinds": {"like": {"push": True}}})
    post = post_by(alice)
    like(post, bob)
    run_events()
    assert claim() == []
    posts.unlike_post(bob.viewer, post)
    like(post, charlie)
    run_events()
    night.ends()
    assert said(claim()) == [["charlie"]]


def test_a_mail_tells_of_the_group_that_is_unread_by_then(alice, bob, charlie, ring, night):
    want_mails(alice, "follow")
    ring(alice, bob)
    assert claim() == []
    read_all(alice)
    ring(alice, charlie)
    night.ends()
    assert said(claim()) == [["charlie"]]


def test_what_comes_while_a_push_is_under_way_that_is_refused_rings_after_it(alice, bob, charlie, phone, ring):
    ring(alice, bob)
    (order,) = claim()
    ring(alice, charlie)
    end = (order["id"], order["try"], "failed", "rejected", "413", timedelta(0), 8)
    assert sql.do(sql.SYSTEM, "end_notification_delivery", *end) == "failed"
    assert said(claim()) == [["charlie", "bob"]]


def test_what_waits_is_wanted_as_long_as_the_newest_that_it_tells_of(superuser, alice, bob, charlie, phone, ring):
    superuser.execute("insert into push_channels (name, is_off) values ('fcm', true)")
    ring(alice, bob)
    superuser.execute("update notification_deliveries set expires_at = now() - interval '1 day'")
    ring(alice, charlie)
    superuser.execute("delete from push_channels")
    (order,) = claim()
    assert said([order]) == [["charlie", "bob"]]
    left = datetime.fromisoformat(order["expires_at"]) - datetime.now(UTC)
    assert timedelta(hours=23) < left <= timedelta(hours=24)
