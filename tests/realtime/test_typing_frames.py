"""What typing costs: one question for each conversation in a second, however its frames look."""

import time
from uuid import UUID

import pytest

from tests.messaging.conftest import conversation, friends  # noqa: F401  (fixtures)
from tests.messaging.talk import befriend, talk_between
from tests.realtime.test_conversation_topics import listening, typing
from tests.realtime.topics import until_pong

pytestmark = pytest.mark.processes

SPELLINGS = [str, str.upper, lambda talk: UUID(talk).hex, lambda talk: f"{{{talk}}}", lambda talk: f"urn:uuid:{talk}"]
#: Frames that say the same.
DIFFERENT = {
    "in a field that nobody reads": lambda talk, n: {"conversation_id": talk, "n": n},
    "in fields of another name each": lambda talk, n: {"conversation_id": talk, f"n{n}": None},
    "in how the id is written": lambda talk, n: {"conversation_id": SPELLINGS[n % len(SPELLINGS)](talk)},
}


@pytest.mark.parametrize("how", DIFFERENT)
def test_frames_that_differ_only_so_are_asked_once_a_second(charlie, conversation, enter, how):  # noqa: F811
    """An outsider is refused as often as PostgreSQL is asked."""
    phone = enter(charlie)
    phone.hello()
    began = time.monotonic()
    for n in range(25):
        phone.send(type="typing", **DIFFERENT[how](conversation, n))
    refusals = until_pong(phone)
    assert {(refusal["type"], refusal["code"]) for refusal in refusals} == {("error", "not_found")}
    assert 1 <= len(refusals) <= time.monotonic() - began + 1


def test_typing_in_one_conversation_does_not_hush_another(alice, bob, charlie, conversation, enter):  # noqa: F811
    befriend(alice, charlie)
    other = talk_between(alice, charlie)
    his, theirs = listening(enter, bob, conversation), listening(enter, charlie, other)
    hers = enter(alice)
    hers.hello()
    for talk in (conversation, other):
        hers.send(type="typing", conversation_id=talk)
    assert his.receive() == typing(conversation, alice)
    assert theirs.receive() == typing(other, alice)


def test_the_same_frame_again_is_heard_again_after_a_while(alice, bob, conversation, enter):  # noqa: F811
    hers, his = listening(enter, alice, conversation), listening(enter, bob, conversation)
    for draft in ("H", "Hello"):
        hers.send(type="typing", conversation_id=conversation, draft=draft)
        assert his.receive() == typing(conversation, alice), "and nothing of what else the frame said"
        until_pong(hers, 1.1)
