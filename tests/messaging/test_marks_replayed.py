"""Marks that a stream told while both let it be known: what is read of it later, by the choices of then."""

import pytest

from accounts import services as accounts
from social import services as social
from tests.messaging.talk import events, messages
from tests.people import Api
from tests.realtime.conftest import enter, shared_port  # noqa: F401  (fixtures)
from topin import streams

MARKS = ("message.delivered", "message.read")


@pytest.fixture
def marked(friends, conversation):
    """Where both streams stood before Bob got and read what Alice wrote, and what they tell of it."""
    alice, bob = friends
    before = {person: streams.position_now(person.viewer) for person in friends}
    [message] = messages(bob, conversation)
    Api(bob).put(f"/api/messages/{message['id']}/read")
    mark = {"conversation_id": conversation, "user_id": str(bob.id), "up_to": message["id"]}
    assert [(kind, payload) for kind, payload in events(alice) if kind in MARKS] == [(kind, mark) for kind in MARKS]
    return before, mark


def replayed(person, position):
    """What `GET /api/sync` tells of marks after a position."""
    items = Api(person).get(f"/api/sync?cursor={position.cursor()}").json["items"]
    return {item["kind"]: item["payload"] for item in items if item["kind"] in MARKS}


def keeps_marks(person, does=True):
    accounts.update_privacy(person.viewer, {"read_receipts": not does})


def test_while_both_let_it_be_known_marks_are_told_again(friends, marked):
    alice, bob = friends
    before, mark = marked
    assert replayed(alice, before[alice]) == dict.fromkeys(MARKS, mark)
    assert replayed(bob, before[bob]) == {"message.read": mark}


@pytest.mark.parametrize("who", ["the sender", "the reader"])
def test_after_either_switched_receipts_off_the_sender_is_told_none_that_were_told_before(friends, marked, who):
    alice, bob = friends
    before, mark = marked
    chooser = alice if who == "the sender" else bob
    keeps_marks(chooser)
    assert replayed(alice, before[alice]) == dict.fromkeys(MARKS, {}), "the numbers stay, so there is no gap"
    assert replayed(bob, before[bob]) == {"message.read": mark}, "what the reader did their devices may know"
    keeps_marks(chooser, False)
    assert replayed(alice, before[alice]) == dict.fromkeys(MARKS, mark), "it is asked at each reading"


@pytest.mark.parametrize("way", ["he blocks her", "she blocks him", "he is suspended"])
def test_marks_of_a_conversation_that_is_hidden_are_not_told_again(friends, marked, superuser, way):
    alice, bob = friends
    before, _ = marked
    if way == "he blocks her":
        social.block_member(bob.viewer, alice.id)
    elif way == "she blocks him":
        social.block_member(alice.viewer, bob.id)
    else:
        superuser.execute("update profiles set is_hidden = true where user_id = %s", [bob.id])
    assert replayed(alice, before[alice]) == dict.fromkeys(MARKS, {})


def test_one_conversation_does_not_speak_for_another(friends, marked, charlie):
    alice, _ = friends
    before, mark = marked
    keeps_marks(charlie)
    assert replayed(alice, before[alice]) == dict.fromkeys(MARKS, mark)


@pytest.mark.processes
def test_a_socket_that_resumes_is_told_no_more_than_that(friends, marked, enter):  # noqa: F811
    alice, bob = friends
    before, _ = marked
    keeps_marks(bob)
    phone = enter(alice)
    position = before[alice]
    assert phone.hello(epoch=str(position.epoch), seq=position.seq)["resumed"]
    told = [phone.receive() for _ in MARKS]
    assert [(event["kind"], event["payload"]) for event in told] == [(kind, {}) for kind in MARKS]
