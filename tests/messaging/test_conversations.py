"""The lists of conversations, and what a block does to one."""

from social import services as social
from tests.messaging.talk import befriend, conversations, messages, send, talk_between, texts


def test_the_newest_conversation_comes_first_and_pages_hold(alice, join, api):
    others = [join(f"other{n}") for n in range(5)]
    for other in others:
        befriend(alice, other)
        talk_between(other, alice)
    send(alice, others[1], "again")
    cursor, read = "", []
    while cursor is not None:
        page = api(alice).get(f"/api/messages/conversations?limit=2&cursor={cursor}").json
        read += [c["participant"]["handle"] for c in page["items"]]
        cursor = page["next_cursor"]
    assert read == ["other1", "other4", "other3", "other2", "other0"]


def test_a_conversation_says_what_it_is(friends, conversation, api):
    alice, bob = friends
    [one] = conversations(bob)
    assert one["participant"]["handle"] == "alice"
    assert one["participant"].keys() == {"id", "handle", "display_name", "avatar_url", "is_verified", "is_private"}
    assert (one["state"], one["expiry"], one["muted"], one["unread_count"]) == ("active", "24h", False, 1)
    assert one["last_message"] == messages(bob, conversation)[0] | {"delivered_at": None}
    assert api(bob).get(f"/api/messages/conversations/{conversation}").json["id"] == conversation


def test_archived_ones_are_apart_until_a_new_message_comes(friends, conversation, api):
    alice, bob = friends
    changed = api(bob).put(f"/api/messages/conversations/{conversation}", {"archived": True})
    assert changed.json["state"] == "archived"
    assert conversations(bob) == []
    assert [c["id"] for c in conversations(bob, "archived")] == [conversation]
    assert [c["id"] for c in conversations(alice)] == [conversation], "the other one's list is their own"
    send(alice, bob, "back again")
    assert conversations(bob, "archived") == []
    assert [c["state"] for c in conversations(bob)] == ["active"]


def test_a_change_of_nothing_and_of_what_is_not_known(friends, conversation, api):
    _, bob = friends
    path = f"/api/messages/conversations/{conversation}"
    assert api(bob).put(path, {}).status == 200
    assert api(bob).put(path, {"state": "request", "participant": None}).json["state"] == "active"
    for broken in ({"expiry": "2h"}, {"muted": "perhaps"}, {"expiry": None}, []):
        assert api(bob).put(path, broken).status == 400
    assert api(bob).get("/api/messages/conversations?state=secret").status == 400


def test_a_block_hides_the_conversation_from_both_and_it_returns(friends, conversation, api):
    alice, bob = friends
    social.block_member(bob.viewer, alice.id)
    for person in friends:
        assert conversations(person) == []
        assert api(person).get(f"/api/messages/conversation/{conversation}").status == 404
        assert api(person).get(f"/api/messages/conversations/{conversation}").status == 404
        assert api(person).get("/api/users/me").json["unread"]["messages"] == 0
    assert send(alice, conversation_id=conversation).status == 404
    assert send(bob, conversation_id=conversation).status == 404
    social.unblock_member(bob.viewer, alice.id)
    assert [c["id"] for c in conversations(alice)] == [c["id"] for c in conversations(bob)] == [conversation]
    assert texts(bob, conversation) == ["hello"]
    assert send(alice, conversation_id=conversation).status == 201, "what was agreed still is, though nobody follows"


def test_a_conversation_of_which_all_is_gone_is_still_there(friends, conversation, api):
    alice, bob = friends
    [sent] = messages(bob, conversation)
    api(bob).delete(f"/api/messages/{sent['id']}")
    [one] = conversations(bob)
    assert one["last_message"] is None
    assert one["unread_count"] == 0
