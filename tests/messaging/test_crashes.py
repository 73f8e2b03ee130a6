"""A server that dies at any statement of a deed in a conversation: all of the deed is there afterwards, or nothing.

The deeds are called as their doors call them, without a session: what a server notes of sessions is no part of them.
"""

from uuid import UUID

import pytest

from messaging import services
from tests.crash import never_half_done
from tests.messaging.talk import befriend, send
from tests.posts.ready_media import medium_of
from topin import sql


@pytest.fixture
def sessionless():
    return lambda person: person.viewer._replace(session_id=None)


def test_a_first_message_is_there_with_its_conversation_and_key_or_not_at_all(friends, superuser, sessionless):
    alice, bob = friends
    never_half_done(superuser, lambda: services.send_message(sessionless(alice), recipient_id=bob.id, text="Hello"))
    assert superuser.execute("select count(*) from conversation_keys").fetchone() == (1,)
    assert superuser.execute("select count(*) from conversation_participants").fetchone() == (2,)


def test_a_request_is_there_whole_or_not_at_all(alice, bob, superuser, sessionless):
    never_half_done(superuser, lambda: services.send_message(sessionless(alice), recipient_id=bob.id, text="Hello"))


def test_an_answer_to_a_request_agrees_to_it_or_is_not_there(alice, bob, superuser, sessionless):
    first = send(alice, bob).json
    services.read_message(bob.viewer, UUID(first["id"]))
    never_half_done(
        superuser,
        lambda: services.send_message(
            sessionless(bob), conversation_id=UUID(first["conversation_id"]), text="Hi", reply_to=UUID(first["id"])
        ),
    )


def test_a_message_is_there_with_all_its_media_or_not_at_all(friends, conversation, superuser, sessionless):
    alice, _ = friends
    media = [medium_of(superuser, alice, purpose="message") for _ in range(3)]
    never_half_done(
        superuser,
        lambda: services.send_message(
            sessionless(alice), conversation_id=UUID(conversation), text="Look", media_ids=media, client_id="one"
        ),
    )
    assert superuser.execute("select count(*) from post_media where message_id is not null").fetchone() == (3,)


def test_a_conversation_is_read_or_not(friends, conversation, superuser, sessionless):
    alice, bob = friends
    last = UUID(send(alice, bob, "two").json["id"])
    never_half_done(superuser, lambda: services.read_messages(sessionless(bob), UUID(conversation), last))
    assert superuser.execute("select count(*) from messages where expires_at is null").fetchone() == (0,)


def test_a_page_is_delivered_or_not(friends, conversation, superuser, sessionless):
    _, bob = friends
    never_half_done(superuser, lambda: services.fetch_messages(sessionless(bob), UUID(conversation), 20))


def test_a_message_is_taken_back_with_all_that_hangs_on_it_or_not(friends, conversation, superuser, sessionless):
    alice, bob = friends
    medium = medium_of(superuser, alice, purpose="message")
    message = UUID(send(alice, bob, "Look", media_ids=[str(medium)]).json["id"])
    services.react_to_message(bob.viewer, message, "👍")
    never_half_done(superuser, lambda: services.delete_message_for_everyone(sessionless(alice), message))
    assert superuser.execute("select count(*) from post_media").fetchone() == (0,)
    assert superuser.execute("select count(*) from message_reactions").fetchone() == (0,)


def test_what_both_deleted_for_themselves_goes_whole_or_not_at_all(friends, conversation, superuser, sessionless):
    alice, bob = friends
    medium = medium_of(superuser, alice, purpose="message")
    message = UUID(send(alice, bob, "Look", media_ids=[str(medium)]).json["id"])
    send(bob, alice, "an answer", reply_to=str(message))
    services.delete_message_for_me(alice.viewer, message)
    never_half_done(superuser, lambda: services.delete_message_for_me(sessionless(bob), message))


def test_a_request_is_accepted_by_both_or_by_none(alice, bob, superuser, sessionless):
    first = send(alice, bob).json
    services.read_message(bob.viewer, UUID(first["id"]))  # so that accepting has its time begin
    talk = UUID(first["conversation_id"])
    never_half_done(superuser, lambda: services.accept_conversation(sessionless(bob), talk))
    assert superuser.execute("select distinct state from conversation_participants").fetchall() == [("active",)]


def test_an_emoji_is_there_and_told_or_not(friends, conversation, superuser, sessionless):
    alice, bob = friends
    message = UUID(send(alice, bob).json["id"])
    never_half_done(superuser, lambda: services.react_to_message(sessionless(bob), message, "👍"))


def test_what_expired_goes_whole_or_not_at_all(alice, bob, superuser):
    befriend(alice, bob)
    medium = medium_of(superuser, alice, purpose="message")
    first = send(alice, bob, "Look", media_ids=[str(medium)]).json
    send(bob, alice, "an answer", reply_to=first["id"])
    services.react_to_message(bob.viewer, UUID(first["id"]), "👍")
    services.read_message(bob.viewer, UUID(first["id"]))
    superuser.execute("update messages set expires_at = now() where expires_at is not null")
    never_half_done(superuser, lambda: services.delete_expired_messages(sql.SYSTEM, 500))
