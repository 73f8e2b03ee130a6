"""Taking messages back, and out of one's own sight; reactions."""

from uuid import uuid4

import pytest
from django.conf import settings

from messaging.emoji import is_emoji
from tests.messaging.talk import events, messages, send, texts


def test_deleting_for_me_leaves_it_to_the_other(friends, conversation, api):
    alice, bob = friends
    [sent] = messages(bob, conversation)
    assert api(bob).delete(f"/api/messages/{sent['id']}").status == 204
    assert texts(bob, conversation) == []
    assert texts(alice, conversation) == ["hello"]
    assert events(bob)[-1] == ("message.deleted", {"conversation_id": conversation, "message_id": sent["id"]})
    assert events(alice)[-1][0] != "message.deleted"
    assert api(bob).delete(f"/api/messages/{sent['id']}").status == 404


def test_what_both_deleted_for_themselves_is_gone(friends, conversation, api, superuser):
    alice, bob = friends
    [sent] = messages(alice, conversation)
    answer = send(bob, alice, "an answer", reply_to=sent["id"]).json
    for person in (alice, bob):
        assert api(person).delete(f"/api/messages/{sent['id']}?for=me").status == 204
    assert superuser.execute("select id::text from messages").fetchall() == [(answer["id"],)]
    assert messages(alice, conversation)[0]["reply_to"] is None


def test_the_sender_takes_a_message_back_for_everyone(friends, conversation, api, superuser):
    alice, bob = friends
    [sent] = messages(alice, conversation)
    send(bob, alice, "an answer", reply_to=sent["id"])
    api(bob).post(f"/api/messages/{sent['id']}/reactions", {"emoji": "👍"})
    assert api(alice).delete(f"/api/messages/{sent['id']}?for=everyone").status == 204
    told = ("message.deleted", {"conversation_id": conversation, "message_id": sent["id"]})
    for person in (alice, bob):
        assert told in events(person)
        answer, gone = messages(person, conversation)
        assert gone["deleted"]
        assert gone["text"] is None
        assert gone["reactions"] == []
        assert answer["reply_to"] == {"id": sent["id"], "sender_id": str(alice.id), "text": None, "deleted": True}
    [(sealed,)] = superuser.execute("select sealed from messages where id = %s", [sent["id"]]).fetchall()
    assert sealed is None
    assert api(alice).delete(f"/api/messages/{sent['id']}?for=everyone").status == 204


def test_only_the_sender_takes_it_back(friends, conversation, api):
    alice, bob = friends
    [sent] = messages(bob, conversation)
    refused = api(bob).delete(f"/api/messages/{sent['id']}?for=everyone")
    assert (refused.status, refused.code) == (403, "not_sender")
    assert texts(alice, conversation) == ["hello"]
    assert api(bob).delete(f"/api/messages/{sent['id']}?for=nobody").status == 400


def test_a_deleted_message_is_not_unread(friends, conversation, api):
    alice, bob = friends
    [sent] = messages(alice, conversation)
    api(alice).delete(f"/api/messages/{sent['id']}?for=everyone")
    assert api(bob).get("/api/users/me").json["unread"]["messages"] == 0


# -- reactions -------------------------------------------------------------------------------------


def react(person, message, emoji, api):
    return api(person).post(f"/api/messages/{message['id']}/reactions", {"emoji": emoji})


def test_reactions_are_seen_by_both_in_the_order_they_came(friends, conversation, api):
    alice, bob = friends
    [sent] = messages(bob, conversation)
    assert react(bob, sent, "❤️", api).status == 200
    react(alice, sent, "😂", api)
    answer = react(alice, sent, "❤️", api).json
    wanted = [
        {"emoji": "❤️", "user_ids": [str(bob.id), str(alice.id)]},
        {"emoji": "😂", "user_ids": [str(alice.id)]},
    ]
    assert answer["reactions"] == messages(bob, conversation)[0]["reactions"] == wanted
    assert events(alice)[-1] == events(bob)[-1] == ("message.reacted", {"message_id": sent["id"]})


def test_the_same_reaction_twice_is_one_and_can_be_taken_back(friends, conversation, api):
    _, bob = friends
    [sent] = messages(bob, conversation)
    react(bob, sent, "👍🏽", api)
    told = events(bob)
    assert react(bob, sent, "👍🏽", api).status == 200
    assert events(bob) == told
    path = f"/api/messages/{sent['id']}/reactions/%F0%9F%91%8D%F0%9F%8F%BD"
    assert api(bob).delete(path).json["reactions"] == []
    assert api(bob).delete(path).status == 200


def test_a_member_has_three_reactions_under_a_message(friends, conversation, api):
    alice, bob = friends
    assert settings.MESSAGE_REACTIONS == 3
    [sent] = messages(bob, conversation)
    for emoji in "😂😮😢":
        assert react(bob, sent, emoji, api).status == 200
    refused = react(bob, sent, "🔥", api)
    assert (refused.status, refused.code) == (409, "too_many_reactions")
    assert react(alice, sent, "🔥", api).status == 200


@pytest.mark.parametrize("text", ["a", "", "👍👍", "ok", " ", "1", "<b>", "👍 ", "\u200d", None, 5, ["👍"]])
def test_a_reaction_is_one_emoji(friends, conversation, api, text):
    _, bob = friends
    [sent] = messages(bob, conversation)
    assert react(bob, sent, text, api).status == 400


@pytest.mark.parametrize("text", ["👍", "❤️", "👩‍👩‍👧‍👦", "🇩🇪", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "©️", "☺"])
def test_what_people_see_as_one_picture_is_an_emoji(text):
    assert is_emoji(text)


def test_deleted_and_absent_messages_take_no_reactions(friends, conversation, api):
    alice, bob = friends
    [sent] = messages(alice, conversation)
    api(alice).delete(f"/api/messages/{sent['id']}?for=everyone")
    assert react(bob, sent, "👍", api).status == 410
    assert react(bob, {"id": uuid4()}, "👍", api).status == 404
