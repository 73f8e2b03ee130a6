"""What waits follows what its receiver wants by then, and whose the device is by then."""

import pytest

from accounts import services as accounts
from notifications import devices
from notifications.courier import claim
from tests.at_once import at_once
from tests.notifications.ringing import delivery_to, register
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
