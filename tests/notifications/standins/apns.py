"""A push service as Apple's: HTTP/2 over TLS on this machine, which checks what Apple checks.

It takes any token of a device that it does not know from `unknown`, unless a test has it answer something else.
"""

import json
import socket
import ssl
from collections import deque
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from time import time
from typing import NamedTuple
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import DataReceived, RequestReceived, StreamEnded

from tests.notifications.standins.certificate import as_pem

KEY_ID, TEAM_ID, TOPIC = "KEY1234567", "TEAM123456", "org.topin.app"
HOUR = 3_600
PATIENCE = 5  # seconds to wait for the other side's goodbye
REFUSED = "refused"  # a stream that the server took no notice of
GOAWAY = "goaway"  # the connection ends before this request
GOAWAY_AFTER = "goaway after"  # it is taken, and then the connection ends
GARBAGE = "garbage"  # no HTTP/2
SILENCE = "silence"


class Answer(NamedTuple):
    status: int
    reason: str = ""
    timestamp: int | None = None  # milliseconds
    retry_after: str = ""
    body: bytes | None = None  # instead of JSON


class Received(NamedTuple):
    connection: int
    token: str  # of the device
    headers: dict
    body: bytes

    @property
    def payload(self):
        return json.loads(self.body)

    @property
    def jwt(self):
        return self.headers["authorization"].removeprefix("bearer ")


class Team:
    """A developer with a key for pushes."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.pem = as_pem(self.key)

    def token(self, **claims):
        """One of ours, made now unless claims say otherwise."""
        claims = {"iss": TEAM_ID, "iat": int(time())} | claims
        return jwt.encode(claims, self.key, algorithm="ES256", headers={"kid": KEY_ID})

    def fault(self, header):
        """Why Apple would not believe an Authorization header, or None."""
        if not header.startswith("bearer "):
            return "MissingProviderToken"
        try:
            token = header.removeprefix("bearer ")
            claims = jwt.decode(token, self.key.public_key(), algorithms=["ES256"], issuer=TEAM_ID)
        except jwt.InvalidTokenError:
            return "InvalidProviderToken"
        if jwt.get_unverified_header(token).get("kid") != KEY_ID:
            return "InvalidProviderToken"
        return "ExpiredProviderToken" if time() - claims["iat"] > HOUR else None


class Apns:
    """One environment."""

    def __init__(self, team, certificate):
        self.team, self.lock = team, Lock()
        self.received, self.shown, self.unknown = [], {}, set()
        self.script, self.gate = deque(), Event()
        self.gate.set()
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.context.load_cert_chain(*certificate)
        self.context.set_alpn_protocols(["h2"])
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self.listener.getsockname()[1]}"
        self.connections = []
        Thread(target=self._accept, daemon=True).start()

    def will(self, *answers):
        """What it does with the next requests, one after the other; what it thinks right after that."""
        self.script.extend(answers)

    def close_connections(self):
        """As a server does that is started again."""
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.gate.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)  # else whoever waits in accept() takes one more
        self.listener.close()
        self.close_connections()

    def _accept(self):
        with suppress(OSError):
            while True:
                plain, _ = self.listener.accept()
                Thread(target=self._serve, args=[plain], daemon=True).start()

    def _serve(self, plain):
        with suppress(OSError), self.context.wrap_socket(plain, server_side=True) as connection:
            assert connection.selected_alpn_protocol() == "h2"
            with self.lock:
                self.connections.append(connection)
                number = len(self.connections)
            Conversation(self, connection, number).run()

    # -- what it thinks of a request ---------------------------------------------------------------

    def answer(self, received):
        """Notes a request; returns what becomes of it."""
        with self.lock:
            self.received.append(received)
            told = self.script.popleft() if self.script else self._verdict(received)
        accepted = told == GOAWAY_AFTER or (isinstance(told, Answer) and told.status == 200)
        if accepted:
            key = received.headers.get("apns-collapse-id") or received.headers["apns-id"]
            self.shown.setdefault(received.token, {})[key] = received.payload
        return told

    def _verdict(self, received):
        fault = self.team.fault(received.headers.get("authorization", ""))
        if fault:
            return Answer(403, fault)
        fault = _fault_of(received.headers) or ("BadDeviceToken" if received.token in self.unknown else None)
        if fault:
            return Answer(400, fault)
        return Answer(413, "PayloadTooLarge") if len(received.body) > 4096 else Answer(200)


def _fault_of(headers):
    if not headers.get("apns-topic"):
        return "MissingTopic"
    if headers["apns-topic"] != TOPIC:
        return "DeviceTokenNotForTopic"
    if headers.get("apns-push-type") != "alert":
        return "InvalidPushType"
    if headers.get("apns-priority") not in ("10", "5"):
        return "BadPriority"
    if not headers.get("apns-expiration", "0").isdigit():
        return "BadExpirationDate"
    if len(headers.get("apns-collapse-id", "")) > 64:
        return "BadCollapseId"
    try:
        return None if str(UUID(headers["apns-id"])) == headers["apns-id"] else "BadMessageId"
    except ValueError:
        return "BadMessageId"


class Conversation:
    """One connection."""

    def __init__(self, server, connection, number):
        self.server, self.connection, self.number = server, connection, number
        self.http2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self.requests, self.ended = {}, False

    def run(self):
        self.http2.initiate_connection()
        self._flush()
        while not self.ended and (data := self.connection.recv(65_536)):
            for event in self.http2.receive_data(data):
                if isinstance(event, RequestReceived):
                    self.requests[event.stream_id] = dict(event.headers), bytearray()
                elif isinstance(event, DataReceived):
                    self.requests[event.stream_id][1].extend(event.data)
                    self.http2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                elif isinstance(event, StreamEnded):
                    self._answer(event.stream_id)
                if self.ended:
                    break
            self._flush()
        self._hang_up()

    def _hang_up(self):
        """Who closes while there is something left to read resets the connection, and the last word may be lost."""
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(PATIENCE)
        while self.connection.recv(65_536):
            pass

    def _flush(self):
        self.connection.sendall(self.http2.data_to_send())

    def _answer(self, stream):
        headers, body = self.requests.pop(stream)
        assert headers[":method"] == "POST"
        assert headers[":path"].startswith("/3/device/")
        received = Received(self.number, headers[":path"].removeprefix("/3/device/"), headers, bytes(body))
        told = self.server.answer(received)
        self.server.gate.wait()
        if told == REFUSED:
            self.http2.reset_stream(stream, ErrorCodes.REFUSED_STREAM)
        elif told == GOAWAY:
            self._end(last=max(0, stream - 2))
        elif told == GARBAGE:
            self.connection.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n" + bytes(100))
            self.ended = True
        elif told == GOAWAY_AFTER:
            self._say(stream, Answer(200))
            self._end(last=stream)
        elif told != SILENCE:
            self._say(stream, told)

    def _end(self, last):
        self._flush()
        self.http2.close_connection(ErrorCodes.NO_ERROR, last_stream_id=last)
        self.ended = True

    def _say(self, stream, answer):
        told = {"reason": answer.reason} if answer.reason else {}
        told |= {"timestamp": answer.timestamp} if answer.timestamp is not None else {}
        body = answer.body if answer.body is not None else json.dumps(told).encode() if told else b""
        headers = [(":status", str(answer.status)), ("apns-id", "00000000-0000-0000-0000-000000000000")]
        headers += [("retry-after", answer.retry_after)] if answer.retry_after else []
        self.http2.send_headers(stream, headers, end_stream=not body)
        for start in range(0, len(body), self.http2.max_outbound_frame_size):
            chunk = body[start : start + self.http2.max_outbound_frame_size]
            self.http2.send_data(stream, chunk, end_stream=start + len(chunk) == len(body))


@contextmanager
def running(team, certificate):
    server = Apns(team, certificate)
    try:
        yield server
    finally:
        server.close()
