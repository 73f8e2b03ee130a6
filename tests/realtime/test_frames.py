"""Frames: what a client may send, how much of it, and what it hears back."""

import socket
from uuid import uuid4

import pytest

from tests.deeds import post_by
from tests.realtime.sockets import tell
from tests.realtime.topics import refused, subscribed
from topin.embedded import ports
from topin.realtime import tickets

pytestmark = pytest.mark.processes


def test_the_conversation_of_small_frames(alice, enter):
    phone = enter(alice)
    phone.hello()
    for message, answer in [
        ({"type": "ping"}, {"type": "pong"}),
        ({"type": "subscribe", "topic": "home"}, {"type": "subscribed", "topic": "home"}),
        ({"type": "subscribe", "topic": "post:1"}, ("error", "not_found")),
        ({"type": "subscribe"}, ("error", "not_found")),
        ({"type": "subscribe", "topic": "home:1"}, ("error", "not_found")),
        ({"type": "subscribe", "topic": f"post:{uuid4()}"}, ("error", "not_found")),
        ({"type": "subscribe", "topic": f"presence:{uuid4()}"}, ("error", "not_found")),
        ({"type": "subscribe", "topic": f"conversation:{uuid4()}"}, ("error", "not_found")),
        ({"type": "subscribe", "topic": f"stream:{uuid4()}"}, ("error", "not_found")),
        ({"type": "subscribe", "topic": f"post:{uuid4()}".upper()}, ("error", "not_found")),
        ({"type": "unsubscribe", "topic": f"post:{uuid4()}"}, None),
        ({"type": "unsubscribe"}, None),
        ({"type": "dance"}, ("error", "unknown_type")),
        ({"type": ["ping"]}, ("error", "malformed")),
        ({"type": "hello"}, ("error", "invalid")),
    ]:
        phone.send(**message)
        if answer is None:
            continue
        heard = phone.receive()
        assert heard == answer or (heard["type"], heard["code"]) == answer


def test_what_is_no_message_is_an_error_and_not_the_end(alice, enter):
    phone = enter(alice)
    phone.hello()
    for frame in ["", "{", "[]", "1", '"ping"', "null", "[" * 10_000, b"\x00\xff"]:
        phone.raw.send(frame)
        assert phone.receive()["code"] == "malformed"
    phone.send(type="ping")
    assert phone.receive() == {"type": "pong"}


def test_a_broken_hello_is_an_error_and_then_it_is_live_from_now(alice, enter):
    epoch = str(uuid4())
    positions = [
        {"epoch": "x", "seq": 1},
        {"epoch": epoch},
        {"seq": 1},
        {"epoch": epoch, "seq": -1},
        {"epoch": epoch, "seq": 2**63},
        {"epoch": 7, "seq": 1},
        {"epoch": epoch, "seq": True},
    ]
    phones = [enter(alice) for _ in positions]
    assert [p.hello(**position)["code"] for p, position in zip(phones, positions, strict=True)] == ["invalid"] * 7
    assert [p.receive()["type"] for p in phones] == ["welcome"] * 7


def test_without_hello_it_is_live_from_now_after_a_second(alice, enter):
    tell(alice, times=3)
    welcome = enter(alice).receive(seconds=2)
    assert (welcome["type"], welcome["seq"], welcome["resumed"]) == ("welcome", 3, False)


def test_an_eleventh_topic_is_refused(alice, enter):
    phone = enter(alice)
    phone.hello()
    topics = [f"post:{post_by(alice)}" for _ in range(11)]
    for topic in topics[:10]:
        subscribed(phone, topic)
        assert phone.receive()["kind"] == "counts"
    assert refused(phone, topics[10])["code"] == "too_many_topics"
    phone.send(type="unsubscribe", topic=topics[0])
    subscribed(phone, topics[10])


def test_thirty_frames_a_second_are_answered_and_one_more_is_the_end(alice, enter):
    phone = enter(alice)
    for _ in range(31):
        phone.send(type="ping")
    code, said = phone.closed()
    assert code == 4429
    assert len(said) == 30


def test_a_frame_above_64_kib_is_the_end(alice, enter):
    fits, just_above, far_above, in_pieces = (enter(alice) for _ in range(4))
    fits.hello()
    fits.send(type="dance", steps="x" * (64 * 1024 - 30))
    assert fits.receive()["code"] == "unknown_type"
    just_above.raw.send("x" * (64 * 1024 + 1))
    assert just_above.closed()[0] == 1009
    far_above.raw.send("x" * (600 * 1024))
    assert far_above.closed()[0] == 1009
    in_pieces.raw.send(["x" * 40_000, "x" * 40_000])
    assert in_pieces.closed()[0] == 1009


def test_the_server_pings_so_that_a_quiet_connection_stays(alice, serve, settings):
    assert settings.SOCKET_PING_SECONDS == 25
    port = ports.free(1)[0]
    serve(port, SOCKET_PING_SECONDS="0.5")
    with socket.create_connection(("127.0.0.1", port), timeout=15) as client:
        client.sendall(
            f"GET /ws?ticket={tickets.issue(alice.viewer)} HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        heard = b""
        while b"\x89\x0c" not in heard:  # a ping with twelve bytes, to be sent back
            more = client.recv(4096)
            assert more, heard
            heard += more


def test_without_any_bell_events_still_come(alice, enter):
    phone = enter(alice)  # no relay runs, so nobody rings
    phone.hello()
    tell(alice, times=3)
    assert [seq for seq, _ in phone.events(3, seconds=3)] == [1, 2, 3]
