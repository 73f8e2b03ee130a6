"""What describes the media of a message is said in private, too: sealed as its text is."""

import pytest

from tests.messaging.masters import keys_of, new_master
from tests.messaging.talk import exported, messages, send
from tests.people import Api
from tests.posts.ready_media import medium_of

WORDS = "Grandmother at the harbour, 1962"


@pytest.fixture
def pictures(superuser, friends):
    """Three of Alice's, the first and the last of them described."""
    alice, _ = friends
    return [medium_of(superuser, alice, purpose="message", alt_text=alt) for alt in (WORDS, "", "Seagulls 🕊")]


@pytest.fixture
def sent(friends, pictures):
    alice, bob = friends
    return send(alice, bob, media_ids=[str(medium) for medium in pictures], client_id="once").json


def described(message):
    return [medium["alt_text"] for medium in message["media"]]


def test_both_are_told_and_the_database_holds_nothing_of_it(superuser, friends, pictures, sent):
    assert described(sent) == [WORDS, "", "Seagulls 🕊"]
    for person in friends:
        [message] = messages(person, sent["conversation_id"])
        assert described(message) == [WORDS, "", "Seagulls 🕊"]
    assert superuser.execute("select array_agg(distinct alt_text) from post_media").fetchone() == ([""],)
    ((sealed,),) = superuser.execute("select sealed_alts from messages").fetchall()
    assert [alt is None for alt in sealed] == [False, True, False]
    assert WORDS.encode() not in sealed[0]


def test_a_message_without_a_description_keeps_none(superuser, friends):
    alice, bob = friends
    medium = medium_of(superuser, alice, purpose="message")
    assert described(send(alice, bob, media_ids=[str(medium)]).json) == [""]
    assert superuser.execute("select sealed_alts from messages").fetchall() == [(None,)]


def test_sending_again_is_the_same_message_with_the_same_description(friends, pictures, sent):
    alice, bob = friends
    again = send(alice, bob, media_ids=[str(medium) for medium in pictures], client_id="once")
    assert again.json["id"] == sent["id"]
    assert described(again.json) == [WORDS, "", "Seagulls 🕊"]


def test_the_inbox_and_the_archives_of_both_tell_it_too(friends, sent):
    alice, bob = friends
    [talk] = Api(bob).get("/api/messages/conversations").json["items"]
    assert described(talk["last_message"]) == [WORDS, "", "Seagulls 🕊"]
    for person in (alice, bob):
        [row] = exported("messages", person)
        assert described(row["item"]) == [WORDS, "", "Seagulls 🕊"]


def test_what_was_sent_is_not_described_anew(friends, pictures, sent):
    alice, bob = friends
    refused = Api(alice).put(f"/api/media/{pictures[0]}", {"alt_text": "Somebody else"})
    assert (refused.status, refused.json["code"]) == (409, "media_in_use")
    assert Api(bob).put(f"/api/media/{pictures[0]}", {"alt_text": "Mine"}).status == 404
    assert described(messages(bob, sent["conversation_id"])[0])[0] == WORDS


def test_what_was_taken_back_is_described_nowhere(superuser, friends, sent):
    alice, bob = friends
    assert Api(alice).delete(f"/api/messages/{sent['id']}?for=everyone").status == 204
    assert messages(bob, sent["conversation_id"])[0]["media"] == []
    assert superuser.execute("select sealed_alts from messages").fetchall() == [(None,)]


def test_a_lost_key_closes_the_page_and_no_description_is_told(settings, friends, sent):
    _, bob = friends
    settings.MESSAGE_KEYS = keys_of(other=new_master())
    answer = Api(bob).get(f"/api/messages/conversation/{sent['conversation_id']}")
    assert (answer.status, answer.json["code"]) == (503, "message_key_unavailable")
    [talk] = Api(bob).get("/api/messages/conversations").json["items"]
    assert talk["last_message"] is None


def test_nobody_learns_how_somebody_elses_file_is_described(superuser, friends, charlie):
    alice, bob = friends
    medium = medium_of(superuser, charlie, purpose="message", alt_text=WORDS)
    refused = send(alice, bob, media_ids=[str(medium)])
    assert refused.status == 400
    assert WORDS not in str(refused.json)
