"""A local HTTP server whose answers a test may choose, and that keeps its connections as real services do."""

import json
import ssl
import threading
from collections import deque
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from topin import net


class Request(NamedTuple):
    path: str
    headers: Message
    body: bytes


class Answer(NamedTuple):
    status: int
    body: bytes = b""
    headers: dict = {}


class Refusal(Exception):
    """A service does not take a request; the answer says why."""

    def __init__(self, status, body=b""):
        super().__init__(status, body)
        self.answer = Answer(status, body)


def in_json(status, value, **headers):
    return Answer(status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers})


class Service:
    """`check(request)` refuses what the real one would; then comes the next of the planned answers, else `take`."""

    def __init__(self):
        self.planned, self.requests, self.connections, self.lock = deque(), [], 0, threading.Lock()
        self.url = ""

    def will_answer(self, status, body=b"", times=1, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.planned.extend([Answer(status, body, named)] * times)

    def answer(self, request):
        with self.lock:
            try:
                self.check(request)
                self.requests.append(request)
                return self.planned.popleft() if self.planned else self.take(request)
            except Refusal as refusal:
                return refusal.answer


@contextmanager
def serving(service, certificate=None):
    """Gives the service an address for a while; of https with the paths of a certificate and its key."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self):
            super().setup()
            service.connections += 1

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = service.answer(Request(self.path, self.headers, body))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(*certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        service.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
        yield service
        server.shutdown()
        net._transport.cache_clear()  # what is kept leads to a server that is gone
        net._circuits.clear()
