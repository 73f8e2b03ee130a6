"""Delivered, read, unread: who learns what, and when a message's time begins to run."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from accounts import services as accounts
from tests.messaging.talk import befriend, conversations, events, messages, send

#: Some more of one sender, written behind the product's back.
MANY = """
insert into messages (conversation_id, seq, sender_id, sealed, expiry, created_at)
select c.id, c.last_seq + n, %s, '\\x00', '24h', now() from conversations c, generate_series(1, %s) n where c.id = %s
"""


def unread(person, api):
    return api(person).get("/api/users/me").json["unread"]["messages"]


def test_fetching_delivers_and_the_sender_is_told_once(friends, conversation):
    alice, bob = friends
    assert messages(alice, conversation)[0]["delivered_at"] is None
    messages(bob, conversation)
    messages(bob, conversation)
    [sent] = messages(alice, conversation)
    assert sent["delivered_at"] is not None
    assert sent["read_at"] is None
    told = [payload for kind, payload in events(alice) if kind == "message.delivered"]
    assert told == [{"conversation_id": conversation, "user_id": str(bob.id), "up_to": sent["id"]}]


def test_reading_up_to_a_message_reads_those_before(friends, conversation, api):
    alice, bob = friends
    second, third = send(alice, bob, "two").json, send(alice, bob, "three").json
    assert unread(bob, api) == 3
    path = f"/api/messages/conversation/{conversation}/read"
    assert api(bob).post(path, {"up_to": second["id"]}).status == 204
    assert [m["read_at"] is not None for m in messages(alice, conversation)] == [False, True, True]
    assert unread(bob, api) == conversations(bob)[0]["unread_count"] == 1
    assert api(bob).put(f"/api/messages/{third['id']}/read").json["read_at"] is not None
    assert unread(bob, api) == 0
    told = [p["up_to"] for kind, p in events(alice) if kind == "message.read"]
    assert told == [second["id"], third["id"]]
    assert [p["up_to"] for kind, p in events(bob) if kind == "message.read"] == told, "the reader's other devices"


def test_reading_again_or_further_back_changes_nothing(friends, conversation, api):
    alice, bob = friends
    second = send(alice, bob, "two").json
    first = messages(bob, conversation)[-1]
    api(bob).put(f"/api/messages/{second['id']}/read")
    before, told = messages(alice, conversation), events(alice)
    for message in (first, second):
        assert api(bob).put(f"/api/messages/{message['id']}/read").status == 200
    assert messages(alice, conversation) == before
    assert events(alice) == told


def test_ones_own_messages_are_never_unread(friends, conversation, api):
    alice, _ = friends
    assert unread(alice, api) == 0
    [own] = messages(alice, conversation)
    api(alice).put(f"/api/messages/{own['id']}/read")
    assert messages(alice, conversation)[0]["read_at"] is None, "a sender does not read for the recipient"


@pytest.mark.parametrize("who", ["the sender", "the reader"])
def test_whoever_keeps_marks_to_themselves_learns_none_either(friends, conversation, api, who):
    alice, bob = friends
    accounts.update_privacy((alice if who == "the sender" else bob).viewer, {"read_receipts": False})
    [sent] = messages(bob, conversation)
    read = api(bob).put(f"/api/messages/{sent['id']}/read").json
    assert read["read_at"] is not None, "the reader sees what they did"
    assert read["expires_at"] is not None
    [seen] = messages(alice, conversation)
    assert seen["delivered_at"] is seen["read_at"] is seen["expires_at"] is None
    assert not [kind for kind, _ in events(alice) if kind in ("message.read", "message.delivered")]


@pytest.mark.parametrize(("expiry", "hours"), [("1h", 1), ("24h", 24), ("7d", 168), ("keep", None)])
def test_the_time_of_a_message_begins_when_it_was_read(friends, api, expiry, hours):
    alice, bob = friends
    talk = send(alice, bob, "before").json["conversation_id"]
    changed = api(bob).put(f"/api/messages/conversations/{talk}", {"expiry": expiry})
    assert changed.json["expiry"] == expiry
    sent = send(alice, bob, "after").json
    read = api(bob).put(f"/api/messages/{sent['id']}/read").json
    after, before = messages(bob, talk)
    assert after["id"] == read["id"]
    if hours is None:
        assert read["expires_at"] is None
    else:
        lasts = datetime.fromisoformat(read["expires_at"]) - datetime.fromisoformat(read["read_at"])
        assert abs(lasts - timedelta(hours=hours)) < timedelta(seconds=1)
    lasts = datetime.fromisoformat(before["expires_at"]) - datetime.fromisoformat(before["read_at"])
    assert abs(lasts - timedelta(hours=24)) < timedelta(seconds=1), "what was sent before keeps its own"


def test_both_are_told_of_another_expiry_and_nobody_of_muting(friends, conversation, api):
    alice, bob = friends
    before = len(events(alice)), len(events(bob))
    api(bob).put(f"/api/messages/conversations/{conversation}", {"muted": True, "archived": True})
    assert (len(events(alice)), len(events(bob))) == (before[0], before[1] + 1)
    api(bob).put(f"/api/messages/conversations/{conversation}", {"expiry": "7d"})
    assert events(alice)[-1] == events(bob)[-1] == ("conversation.changed", {"conversation_id": conversation})


def test_a_message_is_gone_from_every_list_when_its_time_is_over(friends, conversation, api, superuser):
    alice, bob = friends
    [sent] = messages(bob, conversation)
    send(bob, alice, "an answer", reply_to=sent["id"])
    api(bob).put(f"/api/messages/{sent['id']}/read")
    superuser.execute("update messages set expires_at = now() where id = %s", [sent["id"]])
    for person in friends:
        [answer] = messages(person, conversation)
        assert answer["reply_to"] == {"id": sent["id"], "sender_id": str(alice.id), "text": None, "deleted": True}
        assert api(person).put(f"/api/messages/{sent['id']}/read").status == 404
        assert api(person).delete(f"/api/messages/{sent['id']}").status == 404


def test_messages_of_other_conversations_are_no_marks_here(friends, conversation, charlie, api):
    alice, bob = friends
    elsewhere = send(charlie, bob).json
    path = f"/api/messages/conversation/{conversation}/read"
    for absent in (elsewhere["id"], str(uuid4())):
        assert api(bob).post(path, {"up_to": absent}).status == 404
    assert unread(bob, api) == 1


def test_muted_and_requested_conversations_do_not_count(friends, conversation, charlie, api):
    alice, bob = friends
    send(charlie, bob)
    assert unread(bob, api) == 1
    api(bob).put(f"/api/messages/conversations/{conversation}", {"muted": True})
    assert unread(bob, api) == 0
    assert conversations(bob)[0]["unread_count"] == 1


def test_what_was_put_away_unread_does_not_count_until_something_new_comes(friends, conversation, api):
    alice, bob = friends
    api(bob).put(f"/api/messages/conversations/{conversation}", {"archived": True})
    assert unread(bob, api) == 0
    assert conversations(bob, "archived")[0]["unread_count"] == 1
    send(alice, bob, "two")
    assert unread(bob, api) == 2


def test_unread_messages_are_counted_up_to_a_thousand(friends, conversation, charlie, api, superuser):
    """In a conversation, and in all of them together: in the badge of every page nobody waits for a longer count."""
    alice, bob = friends
    befriend(bob, charlie)
    other = send(charlie, bob).json["conversation_id"]
    for talk, sender, number in ((conversation, alice, 998), (other, charlie, 0)):
        superuser.execute(MANY, [sender.id, number, talk])
    assert unread(bob, api) == 1_000
    superuser.execute(MANY, [charlie.id, 1_500, other])
    assert unread(bob, api) == 1_000
    assert {c["id"]: c["unread_count"] for c in conversations(bob)} == {conversation: 999, other: 1_000}
    superuser.execute("delete from messages where conversation_id = %s", [other])
    assert unread(bob, api) == 999


def test_reading_leaves_marks_and_no_further_record_of_when(friends, conversation, api, superuser):
    _, bob = friends
    [sent] = messages(bob, conversation)
    api(bob).put(f"/api/messages/{sent['id']}/read")
    facts = superuser.execute("select kind from events where actor_id = %s and kind ~ 'read'", [bob.id])
    assert facts.fetchall() == []
