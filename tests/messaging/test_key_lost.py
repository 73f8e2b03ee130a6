"""A master key that is not there: all are told in one sentence, nothing changes, and with the key all is back."""

import re
from uuid import UUID

import pytest

from messaging import rotation, sealing, services
from tests.messaging.masters import keys_of, new_master
from tests.messaging.talk import conversations, messages, send, texts
from topin import checks as starts
from topin import streams

OLD, NEW = new_master(), new_master()
WITH_IT = keys_of(new=NEW, old=OLD)
WITHOUT = {"it is missing": keys_of(new=NEW), "it is another one": keys_of(new=NEW, old=new_master())}


@pytest.fixture
def conversation(settings, friends, api):
    """A talk of Alice and Bob whose key is under the old master key."""
    settings.MESSAGE_KEYS = keys_of(old=OLD)
    alice, bob = friends
    conversation_id = send(alice, bob, text="the treasure lies under the oak").json["conversation_id"]
    send(bob, alice, text="which oak?")
    return conversation_id


@pytest.fixture(params=WITHOUT.values(), ids=WITHOUT)
def lost(request, settings, conversation):
    """From now on the old master key is not there. Calling it brings the key back."""
    sealing._log_once.cache_clear()
    settings.MESSAGE_KEYS = request.param

    def bring_back():
        settings.MESSAGE_KEYS = WITH_IT

    return bring_back


@pytest.fixture
def everything(superuser):
    """`everything()`: all rows that talk left, to be compared."""

    def rows():
        tables = ("conversations", "conversation_participants", "conversation_keys", "messages", "message_reactions")
        return {name: superuser.execute(f"select * from {name} order by 1, 2").fetchall() for name in tables}

    return rows


def position(person):
    """Where a member's stream began, as a cursor."""
    return streams.position_now(person.viewer)._replace(seq=0).cursor()


def test_readers_are_told_and_nothing_is_lost(lost, api, friends, conversation):
    answer = api(friends[0]).get(f"/api/messages/conversation/{conversation}")
    assert (answer.status, answer.code) == (503, "message_key_unavailable")
    assert answer.headers["retry-after"] == "60"
    assert answer.json["detail"] == "Messages cannot be opened right now; nothing is lost, try again later"
    assert "old" not in answer.body.decode()
    lost()
    assert texts(friends[0], conversation) == ["which oak?", "the treasure lies under the oak"]


def test_writers_are_told_and_nothing_is_written(lost, friends, conversation, everything):
    before = everything()
    answer = send(friends[0], friends[1], text="the third one", client_id="one")
    assert (answer.status, answer.code) == (503, "message_key_unavailable")
    assert everything() == before
    lost()
    assert send(friends[0], friends[1], text="the third one", client_id="one").status == 201
    assert texts(friends[1], conversation)[0] == "the third one"


def test_no_deed_that_needs_or_shows_a_text_is_done(lost, api, friends, conversation, everything, superuser):
    """Least of all reading: it would let what nobody could read expire."""
    message = superuser.execute("select id from messages order by seq limit 1").fetchone()[0]
    bob, before = api(friends[1]), everything()
    answers = [
        bob.put(f"/api/messages/{message}/read"),
        bob.post(f"/api/messages/conversation/{conversation}/read", {"up_to": str(message)}),
        bob.post(f"/api/messages/{message}/reactions", {"emoji": "🎉"}),
    ]
    assert {answer.status for answer in answers} == {503}
    assert everything() == before


def test_other_conversations_go_on(lost, friends, charlie):
    answer = send(charlie, friends[0], text="lunch?")
    assert answer.status == 201
    assert texts(charlie, answer.json["conversation_id"]) == ["lunch?"]


def test_a_wrong_first_key_begins_nothing_that_would_be_lost_with_it(settings, friends, charlie, conversation):
    """Two keys of one id cannot be set: what the wrong one began, no right one would open."""
    sealing._log_once.cache_clear()
    settings.MESSAGE_KEYS = keys_of(old=new_master())
    refused = send(charlie, friends[0], text="lunch?")
    assert (refused.status, refused.code) == (503, "message_key_unavailable")
    settings.MESSAGE_KEYS = keys_of(old=OLD)
    begun = send(charlie, friends[0], text="lunch?").json
    assert texts(charlie, begun["conversation_id"]) == ["lunch?"]


def test_one_damaged_key_does_not_make_the_master_a_wrong_one(settings, friends, charlie, conversation, superuser):
    superuser.execute("update conversation_keys set wrapped = '\\x00' where conversation_id = %s", [conversation])
    settings.MESSAGE_KEYS = keys_of(first=new_master())
    assert send(charlie, friends[1], text="lunch?").status == 201
    damaged = superuser.execute("update conversation_keys set master = 'first' where master = 'old'")
    assert damaged.rowcount == 1
    rotation._prove.cache_clear()  # another process
    assert send(charlie, friends[0], text="lunch?").status == 201


def test_the_inbox_goes_on_without_the_last_words_of_what_is_closed(lost, api, friends, charlie, conversation):
    """Its other conversations are not behind the lost key, and where one is closed, opening it says so."""
    alice, bob = friends
    open_one = send(charlie, alice, text="lunch?").json["conversation_id"]
    services.accept_conversation(alice.viewer, UUID(open_one))
    [first, second] = conversations(alice)
    assert (first["id"], first["last_message"]["text"]) == (open_one, "lunch?")
    assert (second["id"], second["last_message"], second["unread_count"]) == (conversation, None, 1)
    assert api(alice).get(f"/api/messages/conversations/{conversation}").json == second
    muted = api(alice).put(f"/api/messages/conversations/{conversation}", {"muted": True})
    assert (muted.status, muted.json) == (200, second | {"muted": True})
    told = api(alice).get(f"/api/sync?cursor={position(alice)}").json["items"][-1]
    assert (told["kind"], told["payload"]) == ("conversation.changed", {"conversation": muted.json})
    lost()
    assert conversations(alice)[1]["last_message"]["text"] == "which oak?"


def test_a_stream_goes_on_without_what_cannot_be_opened(lost, api, friends, charlie):
    """An empty payload stands in its place: whoever gets it asks for the message, and is told to wait."""
    bob = friends[1]
    send(charlie, bob, text="lunch?")

    def heard():
        items = api(bob).get(f"/api/sync?cursor={position(bob)}").json["items"]
        return [i["payload"].get("message", {}).get("text") for i in items if i["kind"] == "message.created"]

    assert heard() == [None, None, "lunch?"]
    lost()
    assert heard() == ["the treasure lies under the oak", "which oak?", "lunch?"]


def test_taking_back_needs_no_key(lost, api, friends, conversation, superuser):
    message = superuser.execute("select id from messages order by seq limit 1").fetchone()[0]
    assert api(friends[0]).delete(f"/api/messages/{message}?for=everyone").status == 204
    lost()
    assert [m["deleted"] for m in messages(friends[1], conversation)] == [False, True]


def test_the_log_names_the_key_once(lost, api, friends, conversation, caplog):
    for _ in range(3):
        api(friends[0]).get(f"/api/messages/conversation/{conversation}")
    said = [record.getMessage() for record in caplog.records if record.name == "messaging.sealing"]
    assert len(said) == 1
    assert re.search(r"the master key old (is missing from|in) MESSAGE_KEYS", said[0])


def test_a_start_warns_of_a_key_that_is_missing(conversation, settings, caplog):
    starts.refuse_unsafe_start()
    assert caplog.messages == []
    settings.MESSAGE_KEYS = WITHOUT["it is missing"]
    starts.refuse_unsafe_start()
    (warning,) = caplog.messages
    assert "the master key old, which is missing from MESSAGE_KEYS" in warning


def test_a_start_warns_of_a_key_that_is_another_one(conversation, settings, caplog):
    settings.MESSAGE_KEYS = WITHOUT["it is another one"]
    starts.refuse_unsafe_start()
    (warning,) = [record.getMessage() for record in caplog.records if record.name == "topin.checks"]
    assert "the master key old, and the one in MESSAGE_KEYS is another" in warning
