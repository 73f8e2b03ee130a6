"""A client's topics, as tests use them."""

import time


def subscribed(phone, topic):
    phone.send(type="subscribe", topic=topic)
    assert phone.receive() == {"type": "subscribed", "topic": topic}


def refused(phone, topic):
    """What a client hears that may not have this topic, which it names."""
    phone.send(type="subscribe", topic=topic)
    message = phone.receive()
    assert message.pop("topic") == topic
    return message


def lost(topic):
    """What a client hears that had this topic, and may not have it any more: the same."""
    return NOT_FOUND | {"topic": topic}


def until_pong(phone, seconds=0):
    """What comes in some time, and that the socket still stands."""
    time.sleep(seconds)
    phone.send(type="ping")
    said = []
    while (message := phone.receive()) != {"type": "pong"}:
        said.append(message)
    return said


NOT_FOUND = {"type": "error", "code": "not_found", "message": "There is no such topic"}
