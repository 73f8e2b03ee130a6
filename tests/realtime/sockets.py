"""A client's socket, and what happens to members behind it."""

import json
import time

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from topin import authentication, sql

SITE = "http://127.0.0.1:8080"


class Socket:
    """A client's socket: sends messages, and remembers every event by its number."""

    def __init__(self, port, query="", *, origin=None, cookie=None, **options):
        headers = {"Cookie": f"sb-web-auth={cookie}"} if cookie else {}
        self.raw = connect(
            f"ws://127.0.0.1:{port}/ws{query}",
            origin=origin,
            additional_headers=headers,
            max_size=2**20,
            proxy=None,
            legacy=True,
            close_timeout=1,
            **options,
        )

    def send(self, **message):
        self.raw.send(json.dumps(message))

    def receive(self, seconds=5):
        return json.loads(self.raw.recv(timeout=seconds))

    def hello(self, **position):
        """Sends hello; returns the welcome."""
        self.send(type="hello", **position)
        return self.receive()

    def events(self, count, seconds=10):
        """The next events, as (seq, payload)."""
        messages = [self.receive(seconds) for _ in range(count)]
        assert {message["type"] for message in messages} <= {"event"}
        return [(message["seq"], message["payload"]) for message in messages]

    def closed(self, seconds=5):
        """The code with which the server closes, and what it said before."""
        said, deadline = [], time.monotonic() + seconds
        try:
            while True:
                said.append(self.receive(deadline - time.monotonic()))
        except ConnectionClosed as ending:
            return ending.rcvd.code if ending.rcvd else 1006, said


def tell(person, times=1, **payload):
    """Adds events to a member's stream as deeds do: each in a transaction of its own."""
    for _ in range(times):
        with sql.acting_as(sql.SYSTEM):
            sql.rows("select internal.stream_append(%s, 'test.told', %s::jsonb)", [person.id, json.dumps(payload)])


def end_session(person):
    with sql.acting_as(sql.SYSTEM):
        sql.rows("select internal.end_session(%s, 'test')", [person.session_id])


def cookie_of(person):
    """The web client's cookie."""
    return authentication.cookie_signer().sign(f"{person.id.hex}.{person.session_id.hex}")
