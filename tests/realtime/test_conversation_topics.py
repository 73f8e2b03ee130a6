"""Topics of conversations: who may listen, and that one hears the other typing."""

import os
import time
from uuid import uuid4

import pytest
import redis

from messaging import services as messaging
from tests.deeds import block, set_profile
from tests.messaging.conftest import conversation, friends  # noqa: F401  (fixtures)
from tests.messaging.talk import befriend, talk_between
from tests.realtime.topics import NOT_FOUND, lost, refused, subscribed, until_pong
from topin.embedded import ports

pytestmark = pytest.mark.processes


def typing(talk, person):
    payload = {"user_id": str(person.id)}
    return {"type": "topic", "topic": f"conversation:{talk}", "kind": "typing", "payload": payload}


def listening(enter, person, talk, **where):  # of an open page of the conversation
    phone = enter(person, **where)
    phone.hello()
    subscribed(phone, f"conversation:{talk}")
    return phone


def topics_only(said):
    """Without what the stream says of the conversation's first message."""
    return [message for message in said if message["type"] != "event"]


def test_the_other_one_hears_typing_on_every_device_and_the_typist_on_none(alice, bob, conversation, enter):  # noqa: F811
    hers, her_tablet = (listening(enter, alice, conversation) for _ in range(2))
    his, his_tablet = (listening(enter, bob, conversation) for _ in range(2))
    hers.send(type="typing", conversation_id=conversation)
    for device in (his, his_tablet):
        assert device.receive() == typing(conversation, alice)
    assert until_pong(hers) == until_pong(her_tablet) == []
    his.send(type="typing", conversation_id=conversation)
    assert [device.receive() for device in (hers, her_tablet)] == [typing(conversation, bob)] * 2
    assert until_pong(his) == []


def test_it_goes_over_all_realtime_servers_and_from_the_api(serve, api, alice, bob, conversation, enter):  # noqa: F811
    second = ports.free(1)[0]
    serve(second)
    hers = listening(enter, alice, conversation)
    his = listening(enter, bob, conversation, at=second)
    hers.send(type="typing", conversation_id=conversation)
    assert his.receive() == typing(conversation, alice)
    assert api(bob).post(f"/api/messages/conversation/{conversation}/typing").status == 204
    assert hers.receive() == typing(conversation, bob)


def test_who_did_not_subscribe_is_not_told(alice, bob, charlie, conversation, enter):  # noqa: F811
    befriend(bob, charlie)
    elsewhere = talk_between(bob, charlie)
    listens, idle = listening(enter, bob, conversation), listening(enter, bob, elsewhere)
    hers = enter(alice)
    hers.hello()
    hers.send(type="typing", conversation_id=conversation)  # needs no topic to type
    assert listens.receive() == typing(conversation, alice)
    assert until_pong(idle) == []
    listens.send(type="unsubscribe", topic=f"conversation:{conversation}")
    time.sleep(1)
    hers.send(type="typing", conversation_id=conversation)
    assert until_pong(listens, 1) == []


def test_a_storm_of_typing_is_one_word_a_second(alice, bob, conversation, enter):  # noqa: F811
    senders = [listening(enter, alice, conversation) for _ in range(5)]
    his = listening(enter, bob, conversation)
    began = time.monotonic()
    for n in range(100):
        senders[n % 5].send(type="typing", conversation_id=conversation, n=n)
    heard = until_pong(his, 2)
    assert heard == [typing(conversation, alice)] * len(heard)
    assert 1 <= len(heard) <= time.monotonic() - began + 1


def test_nothing_of_it_is_stored(alice, bob, conversation, enter, superuser):  # noqa: F811
    his = listening(enter, bob, conversation)
    before = counts(superuser)
    messaging.note_typing(alice.viewer, conversation)
    assert his.receive() == typing(conversation, alice)
    assert counts(superuser) == before


def counts(superuser):
    tables = ("user_events", "events", "messages", "event_deliveries")
    return [superuser.execute(f"select count(*) from {table}").fetchone() for table in tables]


def test_foreign_conversations_are_as_if_they_were_not_there(alice, bob, charlie, conversation, enter, api):  # noqa: F811
    outsider = enter(charlie)
    outsider.hello()
    answers = []
    for talk in (conversation, str(uuid4())):
        assert refused(outsider, f"conversation:{talk}") == NOT_FOUND
        outsider.send(type="typing", conversation_id=talk)
        answers.append(outsider.receive())
    assert answers[0] == answers[1]
    assert (answers[0]["type"], answers[0]["code"]) == ("error", "not_found")
    for nonsense in ("x", 7, None, [], {}, "\x00"):
        outsider.send(type="typing", conversation_id=nonsense)
        assert outsider.receive() == answers[0]
    outsider.send(type="typing")
    assert outsider.receive() == answers[0]
    paths = [f"/api/messages/conversation/{talk}/typing" for talk in (conversation, uuid4())]
    assert [api(charlie).post(path).code for path in paths] == ["not_found"] * 2


def test_of_a_request_nobody_hears_typing_until_it_is_accepted(alice, bob, enter):
    talk = talk_between(alice, bob)  # strangers
    hers, his = listening(enter, alice, talk), listening(enter, bob, talk)
    hers.send(type="typing", conversation_id=talk)
    his.send(type="typing", conversation_id=talk)
    assert topics_only(until_pong(hers, 1)) == topics_only(until_pong(his, 1)) == []
    messaging.accept_conversation(bob.viewer, talk)
    hers.send(type="typing", conversation_id=talk)
    assert typing(talk, alice) in until_pong(his, 1)


def test_whoever_declined_has_no_topic_of_it_and_the_sender_notices_nothing(alice, bob, enter):
    talk = talk_between(alice, bob)
    hers, his = listening(enter, alice, talk), listening(enter, bob, talk)
    messaging.decline_conversation(bob.viewer, talk)
    assert topics_only(until_pong(his, 2)) == [lost(f"conversation:{talk}")]
    assert refused(his, f"conversation:{talk}") == NOT_FOUND
    hers.send(type="typing", conversation_id=talk)
    assert topics_only(until_pong(hers, 1)) == topics_only(until_pong(his)) == []


@pytest.mark.parametrize("way", ["he blocks her", "she blocks him", "she is suspended"])
def test_a_block_cuts_both_within_two_seconds(alice, bob, conversation, enter, superuser, way):  # noqa: F811
    hers, his = listening(enter, alice, conversation), listening(enter, bob, conversation)
    if way == "he blocks her":
        block(superuser, bob, alice)
    elif way == "she blocks him":
        block(superuser, alice, bob)
    else:
        set_profile(superuser, alice, "is_hidden", True)
    if way != "she is suspended":
        hers.send(type="typing", conversation_id=conversation)  # at once, before any round
        assert hers.receive()["code"] == "not_found"
    ended = [lost(f"conversation:{conversation}")]  # for both, but that a suspension cuts the others alone
    assert (until_pong(hers, 2), until_pong(his)) == ([] if way == "she is suspended" else ended, ended)
    if way != "she is suspended":
        assert refused(hers, f"conversation:{conversation}") == NOT_FOUND
    hers.send(type="typing", conversation_id=conversation)
    until_pong(hers)
    assert until_pong(his) == []
    assert refused(his, f"conversation:{conversation}") == NOT_FOUND
    # Unblocked they are not listening by themselves again, and may.
    superuser.execute("delete from blocked_users")
    set_profile(superuser, alice, "is_hidden", False)
    messaging.note_typing(alice.viewer, conversation)
    assert until_pong(his, 1.5) == []
    subscribed(his, f"conversation:{conversation}")
    messaging.note_typing(alice.viewer, conversation)
    assert his.receive() == typing(conversation, alice)


def test_without_a_channel_layer_typing_is_lost_and_nothing_else(serve, alice, bob, conversation, enter, settings):  # noqa: F811
    port, nobody = ports.free(2)
    serve(port, CHANNEL_URL=f"redis://127.0.0.1:{nobody}/0")
    hers, his = (listening(enter, person, conversation, at=port) for person in (alice, bob))
    hers.send(type="typing", conversation_id=conversation)
    assert until_pong(his, 1) == until_pong(hers) == []
    messaging.send_message(alice.viewer, conversation_id=conversation, text="still here")
    assert his.receive()["kind"] == "message.created"


def test_typing_is_heard_again_after_valkey_was_emptied(alice, bob, conversation, enter):  # noqa: F811
    his = listening(enter, bob, conversation)
    for name in ("CHANNEL_URL", "CACHE_URL"):
        with redis.Redis.from_url(os.environ[name]) as client:
            client.flushdb()
    messaging.note_typing(alice.viewer, conversation)
    assert his.receive() == typing(conversation, alice)
