import pytest

from tests.messaging.talk import befriend, talk_between


@pytest.fixture
def friends(alice, bob):
    """Alice and Bob follow each other, so that what they write to each other arrives at once."""
    befriend(alice, bob)
    return alice, bob


@pytest.fixture
def conversation(friends):
    """The id of a conversation of Alice and Bob, in which nothing was said yet but `hello` by Alice, unread."""
    return talk_between(*friends)
