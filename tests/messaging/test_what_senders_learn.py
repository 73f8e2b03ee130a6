"""What whoever writes learns of the one who reads: no more than that one lets be known."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from messaging import services
from tests.deeds import block
from tests.messaging.talk import befriend, conversations, events, messages, send
from tests.people import Api
from topin import sql


def told(person):
    return [kind for kind, _ in events(person)]


def change(person, conversation, **changes):
    return Api(person).put(f"/api/messages/conversations/{conversation}", changes)


def hide_receipts(person):
    assert Api(person).put("/api/settings/privacy", {"read_receipts": False}).status == 200


def test_nobody_learns_that_the_other_had_put_the_conversation_away(friends, conversation):
    alice, bob = friends
    send(alice, bob, "two")
    before = told(alice)
    send(alice, bob, "three")
    usual = told(alice)[len(before) :]
    change(bob, conversation, archived=True)
    before, his = told(alice), told(bob)
    send(alice, bob, "four")
    assert told(alice)[len(before) :] == usual
    assert told(bob)[len(his) :] == ["conversation.changed", "message.created"], "it comes back to his list"
    assert conversations(bob)[0]["state"] == "active"


def test_whoever_put_it_away_sees_it_come_back_when_they_write(friends, conversation):
    alice, bob = friends
    change(alice, conversation, archived=True)
    before = told(alice)
    send(alice, bob, "two")
    assert told(alice)[len(before) :] == ["conversation.changed", "message.created"]


def test_whoever_was_declined_sees_what_others_see_who_wait(alice, bob, charlie):
    """Alice's request is declined, Charlie's is not looked at: nothing of theirs tells which is whose."""
    seen = {}
    for sender in (alice, charlie):
        first = send(sender, bob).json
        talk = first["conversation_id"]
        if sender is alice:
            messages(bob, talk)
            Api(bob).put(f"/api/messages/{first['id']}/read")
            assert Api(bob).post(f"/api/messages/conversations/{talk}/decline").status == 204
        second = send(sender, bob, "Are you there?", reply_to=first["id"])
        reacted = Api(sender).post(f"/api/messages/{first['id']}/reactions", {"emoji": "👋"})
        changed = change(sender, talk, expiry="1h")
        typing = Api(sender).post(f"/api/messages/conversation/{talk}/typing")
        standing = Api(sender).post("/api/rpc/can_message_user", {"sender": str(sender.id), "recipient": str(bob.id)})
        deleted = Api(sender).delete(f"/api/messages/{first['id']}?for=everyone")
        [shown] = conversations(sender)
        marks = [(m["delivered_at"], m["read_at"], m["expires_at"]) for m in messages(sender, talk)]
        seen[sender.handle] = (
            [a.status for a in (second, reacted, changed, typing, standing, deleted)], standing.body, told(sender),
            shown["state"], shown["unread_count"], marks,
        )  # fmt: skip
    assert seen["alice"] == seen["charlie"]
    assert told(bob).count("message.created") == 3, "of what came after he declined, he hears nothing"


def test_with_receipts_hidden_a_sender_is_told_neither_at_once_nor_in_lists(friends, conversation):
    alice, bob = friends
    hide_receipts(bob)
    before = told(alice)
    [message] = messages(bob, conversation)
    Api(bob).put(f"/api/messages/{message['id']}/read")
    assert told(alice) == before
    [hers] = messages(alice, conversation)
    assert hers["delivered_at"] is hers["read_at"] is hers["expires_at"] is None
    assert conversations(alice)[0]["last_message"]["expires_at"] is None
    [his] = messages(bob, conversation)
    assert his["read_at"] is not None
    assert his["expires_at"] is not None


def test_whoever_hides_receipts_is_shown_none(friends, conversation):
    alice, bob = friends
    hide_receipts(alice)
    [message] = messages(bob, conversation)
    before = told(alice)
    Api(bob).put(f"/api/messages/{message['id']}/read")
    assert told(alice) == before
    assert messages(alice, conversation)[0]["read_at"] is None


def test_the_database_itself_shows_members_no_marks(friends, conversation):
    """Receipts, and who deleted it for themselves, come by the functions that know who may learn of them."""
    alice, bob = friends
    withheld = ("client_id", "fingerprint", "delivered_at", "read_at", "expires_at", "hidden_for")
    with sql.acting_as(alice.viewer, read_only=True):
        assert len(sql.rows("select id, sealed, created_at from messages")) == 1
    for column in withheld:
        with pytest.raises(InsufficientPrivilege), sql.acting_as(alice.viewer, read_only=True):
            sql.rows(f"select {column} from messages")


def test_a_block_hides_what_happens_from_then_on(friends, conversation, superuser):
    alice, bob = friends
    sent = send(alice, bob, "two").json
    block(superuser, bob, alice)
    before = told(alice)
    for call in (
        Api(bob).get(f"/api/messages/conversation/{conversation}"),
        Api(bob).put(f"/api/messages/{sent['id']}/read"),
        Api(alice).get(f"/api/messages/conversation/{conversation}"),
        Api(alice).delete(f"/api/messages/{sent['id']}?for=everyone"),
        Api(alice).post(f"/api/messages/conversation/{conversation}/typing"),
        send(alice, conversation_id=conversation),
        send(bob, conversation_id=conversation),
    ):
        assert call.status == 404
    services.deliver_messages(bob.viewer, [UUID(sent["id"])])
    assert told(alice) == before
    assert superuser.execute("select count(*) from messages where delivered_at is not null").fetchone() == (0,)
    assert Api(alice).get("/api/users/me").json["unread"]["messages"] == 0


def test_the_same_again_after_a_block_is_as_if_there_were_nobody(friends, conversation, superuser):
    alice, bob = friends
    send(alice, bob, "once", client_id="one")
    block(superuser, bob, alice)
    assert send(alice, bob, "once", client_id="one").status == 404
    assert send(alice, bob, "other", client_id="one").status == 404, "nor is told that it was used"


def test_the_same_again_shows_nothing_that_its_sender_sees_no_more(friends, conversation, superuser):
    """Deleted for oneself, or over and not removed yet: what is repeated is answered as reading it would be."""
    alice, bob = friends
    hidden = send(alice, bob, "hidden", client_id="hidden").json
    Api(alice).delete(f"/api/messages/{hidden['id']}")
    over = send(alice, bob, "over", client_id="over").json
    superuser.execute("update messages set read_at = now(), expires_at = now() where id = %s", [over["id"]])
    for text in ("hidden", "over"):
        assert send(alice, bob, text, client_id=text).status == 404
    back = send(alice, bob, "back", client_id="back").json
    Api(alice).delete(f"/api/messages/{back['id']}?for=everyone")
    again = send(alice, bob, "back", client_id="back")
    assert (again.status, again.json["id"], again.json["deleted"], again.json["text"]) == (201, back["id"], True, None)
    assert superuser.execute("select count(*) from messages").fetchone() == (4,)


def test_what_came_while_it_was_declined_waits_once_it_is_agreed_to(alice, bob):
    first = send(alice, bob).json
    Api(bob).put(f"/api/messages/{first['id']}/read")
    Api(bob).post(f"/api/messages/conversations/{first['conversation_id']}/decline")
    for n in range(3):
        send(alice, bob, f"{n}")
    assert Api(bob).get("/api/users/me").json["unread"]["messages"] == 0
    send(bob, alice, "I thought about it")
    assert conversations(bob)[0]["unread_count"] == 3
    assert Api(bob).get("/api/users/me").json["unread"]["messages"] == 3


def test_a_request_that_was_fetched_tells_nothing_until_it_is_accepted(alice, bob):
    first = send(alice, bob).json
    before = told(alice)
    messages(bob, first["conversation_id"])
    Api(bob).put(f"/api/messages/{first['id']}/read")
    assert told(alice) == before
    [hers] = messages(alice, first["conversation_id"])
    assert hers["delivered_at"] is hers["read_at"] is hers["expires_at"] is None
    accepted = timezone.now()
    Api(bob).post(f"/api/messages/conversations/{first['conversation_id']}/accept")
    [hers] = messages(alice, first["conversation_id"])
    for mark in ("delivered_at", "read_at"):
        assert datetime.fromisoformat(hers[mark]) >= accepted - timedelta(milliseconds=1), f"{mark} was then"


def test_of_several_conversations_each_member_is_told_of_their_own_alone(alice, bob, charlie):
    befriend(alice, bob)
    befriend(alice, charlie)
    befriend(bob, charlie)
    sent = send(alice, bob).json
    before = told(charlie)
    Api(bob).put(f"/api/messages/{sent['id']}/read")
    Api(bob).post(f"/api/messages/{sent['id']}/reactions", {"emoji": "👍"})
    Api(alice).delete(f"/api/messages/{sent['id']}?for=everyone")
    assert told(charlie) == before == []
