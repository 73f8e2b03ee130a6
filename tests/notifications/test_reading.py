from datetime import UTC, datetime
from uuid import uuid4

import pytest

from notifications import services
from tests.deeds import follow, like, post_by
from topin import sql, streams

LIST = "/api/notifications"


@pytest.fixture
def three(api, alice, bob, run_events):
    """Alice has three notifications; their ids, newest first."""
    follow(bob, alice)
    run_events()
    for _ in range(2):
        like(post_by(alice), bob)
        run_events()
    return [item["id"] for item in api(alice).get(LIST).json["items"]]


def unread(api, person):
    return [item["id"] for item in api(person).get(f"{LIST}?unread=1").json["items"]]


def test_the_list_is_paged_and_filtered(api, alice, three):
    first = api(alice).get(f"{LIST}?limit=2").json
    second = api(alice).get(f"{LIST}?limit=2&cursor={first['next_cursor']}").json
    assert [i["id"] for i in first["items"] + second["items"]] == three
    assert second["next_cursor"] is None
    assert [i["id"] for i in api(alice).get(f"{LIST}?kind=follow").json["items"]] == three[2:]
    assert api(alice).get(f"{LIST}?kind=nonsense").status == 400


def test_one_is_read(api, alice, three):
    start = streams.position_now(alice.viewer)
    for _ in range(2):
        assert api(alice).put(f"{LIST}/{three[1]}/read").status == 204
    assert unread(api, alice) == [three[0], three[2]]
    assert api(alice).get(f"{LIST}/unread-count").json == {"count": 2}
    assert [e["kind"] for e in streams.read(alice.viewer, start).items] == ["notifications.read"]


def test_all_are_read_up_to_what_was_seen(api, alice, three):
    seen = api(alice).get(f"{LIST}/?limit=1").status
    assert seen == 404  # no trailing slash
    up_to = api(alice).get(LIST).json["items"][1]["created_at"]
    assert api(alice).put(f"{LIST}/read-all", {"up_to": up_to}).status == 204
    assert unread(api, alice) == three[:1]
    assert api(alice).put(f"{LIST}/read-all", {}).status == 204
    assert unread(api, alice) == []
    assert api(alice).put(f"{LIST}/read-all", {"up_to": "tomorrow"}).status == 400


def test_what_was_not_there_yet_when_the_list_was_read_stays_unread(api, alice, charlie, three):
    """Its reader had begun by then, and was still at work."""
    follow(charlie, alice)
    with sql.acting_as(sql.SYSTEM):
        sql.rows("select 1")
        seen = datetime.now(UTC)
        services.notify(kind="follow", user=alice.id, actor=charlie.id, subject_type="user", subject=alice.id)
        services.notify_alone(kind="new_sign_in", user=alice.id, subject_type="session", subject=uuid4())
    services.read_all_notifications(alice.viewer, seen)
    unread_ones = api(alice).get(f"{LIST}?unread=1").json["items"]
    assert [item["kind"] for item in unread_ones] == ["new_sign_in", "follow"]
    services.read_all_notifications(alice.viewer, datetime.fromisoformat(unread_ones[0]["created_at"]))
    assert unread(api, alice) == []


def test_one_is_deleted(api, alice, three, superuser):
    assert api(alice).delete(f"{LIST}/{three[0]}").status == 204
    assert api(alice).delete(f"{LIST}/{three[0]}").status == 404
    assert [i["id"] for i in api(alice).get(LIST).json["items"]] == three[1:]
    assert superuser.execute("select count(*) from notification_actors").fetchone() == (2,)


def test_nobody_touches_what_others_were_told(api, alice, bob, three, superuser):
    for notification in (three[0], uuid4()):
        assert api(bob).put(f"{LIST}/{notification}/read").status == 404
        assert api(bob).delete(f"{LIST}/{notification}").status == 404
    assert unread(api, alice) == three
    assert superuser.execute("select count(*) from notification_actors").fetchone() == (3,)
    assert api(bob).get(LIST).json["items"] == []


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/unread-count"), ("PUT", "/read-all")])
def test_visitors_have_no_notifications(api, method, path):
    assert api().request(method, LIST + path).status == 401
