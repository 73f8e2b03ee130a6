"""Pushes and mails in the console: what became of them, sent again where they failed, and never what they say."""

import re
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from notifications.courier import claim
from tests.deeds import follow, post_by
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.notifications.ringing import delivery_to, register
from topin import sql

LIST = "notifications/notificationdelivery/"
TOKEN = "zq-token-of-the-phone"
SAID = "zq-said-in-a-post"


@pytest.fixture
def phone(superuser, alice):
    return register(superuser, alice, "fcm", TOKEN, app_id="app.topin")


@pytest.fixture
def delivery(superuser, alice, bob, phone, run_events):  # noqa: F811
    """The id of a push that waits for alice's phone: bob follows her."""
    follow(bob, alice)
    run_events()
    return superuser.execute("select id from notification_deliveries").fetchone()[0]


@pytest.fixture
def failed(delivery):
    """It was refused."""
    end("failed", "rejected", "400 INVALID_ARGUMENT")
    return delivery


def end(state, reason="", answer=""):
    for order in claim():
        args = (order["id"], order["try"], state, reason, answer, timedelta(0), 8)
        sql.do(sql.SYSTEM, "end_notification_delivery", *args)


def rows(answer):
    return len(re.findall(rb'name="_selected_action"', answer.content))


def acts(superuser, person):
    found = "select action, subject_type, subject_id from audit_log where actor_id = %s and action ~ 'replayed'"
    return superuser.execute(found, [person.id]).fetchall()


def replay(desk, delivery):
    return desk.post(f"{LIST}?state=all", action="replay", _selected_action=str(delivery))


def test_failures_are_what_staff_see_first(console, mona, failed):
    page = console(mona).get(LIST)
    assert rows(page) == 1
    for shown in (b"@alice", b"rejected", b"400 INVALID_ARGUMENT", b"fcm", b"follow"):
        assert shown in page.content


def test_the_list_says_when_nothing_failed(console, mona, delivery):
    desk = console(mona)
    assert b"Nothing failed" in desk.get(LIST).content
    assert rows(desk.get(LIST, state="waiting")) == rows(desk.get(LIST, state="all")) == 1


def test_deliveries_are_found_by_what_they_are_and_whose(console, mona, alice, bob, phone, failed):
    desk = console(mona)
    for query in (
        {"channel": "push"}, {"kind": "follow"}, {"reason": "rejected"}, {"within": "hour"}, {"q": "@alice"},
        {"q": str(alice.id)}, {"q": str(failed)}, {"q": str(phone)},
    ):  # fmt: skip
        assert rows(desk.get(LIST, **query)) == 1, query
    for query in (
        {"channel": "email"}, {"kind": "like"}, {"reason": "gave_up"}, {"state": "sent"}, {"q": "@bob"},
        {"q": str(uuid4())}, {"q": "nonsense"},
    ):  # fmt: skip
        assert rows(desk.get(LIST, **query)) == 0, query


def test_a_failed_one_is_sent_again_and_that_is_written_down(console, mona, superuser, phone, failed):
    desk = console(mona)
    assert b"Send again" in desk.get(f"{LIST}{failed}/change/").content
    superuser.execute("update notification_deliveries set tries = 8")
    assert replay(desk, failed).status_code == 302
    there = delivery_to(superuser, phone)
    assert (there.state, there.reason, there.tries, there.is_over) == ("waiting", "", 0, False)
    assert acts(superuser, mona) == [("notification_delivery_replayed", "notification_delivery", failed)]
    (order,) = claim()
    assert order["id"] == str(failed), "by the same id its provider knows it"


def test_it_gets_as_much_time_as_it_had(console, mona, superuser, failed):
    superuser.execute(
        """update notification_deliveries
              set created_at = created_at - interval '2 days', expires_at = expires_at - interval '2 days'"""
    )
    replay(console(mona), failed)
    (left,) = superuser.execute("select expires_at - now() from notification_deliveries").fetchone()
    assert timedelta(hours=23) < left <= timedelta(days=1)


def test_what_was_dropped_is_asked_anew(console, mona, superuser, alice, phone, delivery):
    superuser.execute("update notifications set read_at = now()")
    assert claim() == []
    assert delivery_to(superuser, phone).reason == "read"
    desk = console(mona)
    replay(desk, delivery)
    assert claim() == []
    assert delivery_to(superuser, phone).reason == "read", "she has still read it"
    superuser.execute("update notifications set read_at = null")
    replay(desk, delivery)
    assert [order["id"] for order in claim()] == [str(delivery)]


def test_what_a_provider_accepted_is_never_sent_again(console, mona, superuser, phone, delivery):
    end("sent")
    desk = console(mona)
    assert b"Send again</" not in desk.get(f"{LIST}{delivery}/change/").content
    replay(desk, delivery)
    assert b"Only what was dropped or failed" in desk.get(LIST).content
    assert delivery_to(superuser, phone).state == "sent"
    assert acts(superuser, mona) == []


def test_what_waits_waits_as_before(console, mona, superuser, phone, delivery):
    (order,) = claim()
    replay(console(mona), delivery)
    there = delivery_to(superuser, phone)
    assert (there.tries, there.leased_until is None) == (order["try"], False)
    assert acts(superuser, mona) == []


def test_one_that_another_of_its_group_overtook_stays_as_it_is(console, mona, superuser, failed):
    superuser.execute(
        """insert into notification_deliveries (user_id, channel, device_id, kind, group_key, expires_at)
           select user_id, channel, device_id, kind, group_key, now() + interval '1 day' from notification_deliveries"""
    )
    desk = console(mona)
    replay(desk, failed)
    assert b"Another one of the same group waits there already" in desk.get(LIST).content
    found = superuser.execute("select state from notification_deliveries where id = %s", [failed]).fetchone()
    assert found == ("failed",)
    assert acts(superuser, mona) == []


def test_neither_texts_nor_tokens_stand_in_the_console(console, mona, superuser, alice, bob, phone, run_events):  # noqa: F811
    from posts import services as posts

    post = post_by(alice, SAID)
    posts.create_comment(bob.viewer, post, text=SAID)
    run_events()
    end("failed", "rejected", "400")
    (delivery,) = superuser.execute("select id from notification_deliveries where kind = 'comment'").fetchone()
    desk = console(mona)
    pages = [
        desk.get(LIST),
        desk.get(f"{LIST}{delivery}/change/"),
        desk.get("notifications/pushchannel/"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert SAID.encode() not in page.content
    for page in [*pages, desk.get(f"accounts/user/{alice.id}/change/")]:
        assert TOKEN.encode() not in page.content


def test_the_page_of_a_member_shows_devices_and_what_went_out(console, mona, alice, failed):
    page = console(mona).get(f"accounts/user/{alice.id}/change/").content.decode()
    assert "Devices for pushes" in page
    assert "app.topin" in page
    assert "Newest pushes and mails" in page
    assert f"{LIST}{failed}/change/" in page


def test_one_for_a_device_that_is_forgotten_says_so(console, mona, superuser, failed):
    superuser.execute("delete from devices")
    assert b"forgotten" in console(mona).get(f"{LIST}{failed}/change/").content


def test_nobody_writes_a_delivery_by_hand(console, root, failed):
    desk = console(root)
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.post(f"{LIST}{failed}/delete/", post="yes").status_code == 403
    assert b'name="_save"' not in desk.get(f"{LIST}{failed}/change/").content


def test_members_have_no_business_there(visit, alice, bob, superuser, phone, failed):
    assert visit(bob).get(LIST).status_code == 302
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        sql.do(bob.viewer, "replay_notification_delivery", failed)
