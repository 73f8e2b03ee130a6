"""A master key that is not there: all are told in one sentence, nothing changes, and with the key all is back."""

import re

import pytest

from messaging import sealing
from tests.messaging.masters import keys_of, new_master
from tests.messaging.talk import messages, send, texts
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


def test_readers_are_told_and_nothing_is_lost(lost, api, friends, conversation):
    for path in (f"/api/messages/conversation/{conversation}", "/api/messages/conversations"):
        answer = api(friends[0]).get(path)
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


def test_no_deed_that_would_show_a_text_is_done(lost, api, friends, conversation, everything, superuser):
    """Least of all reading: it would let what nobody could read expire."""
    message = superuser.execute("select id from messages order by seq limit 1").fetchone()[0]
    bob, before = api(friends[1]), everything()
    answers = [
        bob.put(f"/api/messages/{message}/read"),
        bob.post(f"/api/messages/{message}/reactions", {"emoji": "🎉"}),
        bob.put(f"/api/messages/conversations/{conversation}", {"muted": True}),
    ]
    assert {answer.status for answer in answers} == {503}
    assert everything() == before


def test_other_conversations_go_on(lost, friends, charlie):
    answer = send(charlie, friends[0], text="lunch?")
    assert answer.status == 201
    assert texts(charlie, answer.json["conversation_id"]) == ["lunch?"]


def test_a_stream_goes_on_without_what_cannot_be_opened(lost, api, friends, charlie):
    """An empty payload stands in its place: whoever gets it asks for the message, and is told to wait."""
    bob = friends[1]
    send(charlie, bob, text="lunch?")
    cursor = streams.position_now(bob.viewer)._replace(seq=0).cursor()

    def heard():
        items = api(bob).get(f"/api/sync?cursor={cursor}").json["items"]
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
