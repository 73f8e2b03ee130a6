"""A product of a test's own to be killed in, clients that send into it, and sockets that write down what they hear."""

import json
import os
import shutil
import socket
import sys
import threading
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.processes import SECONDS, eventually
from tests.realtime.sockets import SITE, Socket, cookie_of
from topin.embedded import ports, procfile
from topin.embedded.process import Process
from topin.embedded.valkey import BROKER, CACHE, CHANNEL, Valkey

ROOT = Path(__file__).resolve().parent.parent.parent
AWAY = (OSError, HTTPException)  # whatever a client meets whose server dies


class Product:
    """api, relay and realtime over the suite's database, with a Valkey that holds nothing after its death."""

    def __init__(self, folder):
        self.api_port, self.realtime_port, valkey_port = ports.free(3)
        self.valkey = Valkey(folder / "valkey", valkey_port, durable=False, log=folder / "valkey.log")
        environment = os.environ | {
            "VAR_DIR": str(folder),
            "METRICS_DIR": str(folder / "metrics"),
            "SITE_URL": SITE,
            "BROKER_URL": self.valkey.url(BROKER),
            "CACHE_URL": self.valkey.url(CACHE),
            "CHANNEL_URL": self.valkey.url(CHANNEL),
            "PORT": "0",
            "API_PORT": str(self.api_port),
            "REALTIME_PORT": str(self.realtime_port),
            "API_WORKERS": "1",
            "API_THREADS": "2",
            "WORKER_CONCURRENCY": "1",
            "MEDIA_CONCURRENCY": "1",
            "RATE_LIMITS": "*=1000000/1m",
            "DJANGO_SETTINGS_MODULE": "topin.settings",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        commands = procfile.commands(ROOT / "Procfile", environment)
        self.servers = {
            name: Process(name, commands[name], folder / f"{name}.log", env=environment, folder=ROOT)
            for name in ("relay", "realtime", "api")
        }

    def start(self):
        self.valkey.start()
        for server in self.servers.values():
            server.start()
        self.wait()

    def wait(self):
        for name, port in (("api", self.api_port), ("realtime", self.realtime_port)):
            self.servers[name].wait_until(lambda port=port: _answers(port), SECONDS)

    def kill(self, *names):
        """`kill -9` of all these and of their children; then all are started anew, Valkey empty."""
        dying = [self.valkey.process if name == "valkey" else self.servers[name] for name in names]
        for process in dying:
            process.end_group()
        for name in names:
            if name == "valkey":
                shutil.rmtree(self.valkey.folder)
                self.valkey.start()
            else:
                self.servers[name].start()

    def end(self):
        for process in (*self.servers.values(), self.valkey.process):
            process.stop()


@contextmanager
def running_product(folder):
    product = Product(folder)
    try:
        product.start()
        yield product
    finally:
        product.end()


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Sender:
    """A client of somebody: asks again until it is told that it is done, as good clients do."""

    def __init__(self, port, person):
        self.port, self.person = port, person
        self.connection, self.faults = None, []

    def send(self, recipient, text):
        """Sends with its text as its client_id; the Message."""
        body = {"recipient_id": str(recipient.id), "text": text, "client_id": text}
        while True:
            try:
                status, answer = self.request("POST", "/api/messages/send", body)
            except AWAY as error:
                self._met(type(error).__name__)
            else:
                if status == 201:
                    return answer
                self._met(status)

    def request(self, method, path, body=None):
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Authorization": f"Bearer {self.person.token}", "Content-Type": "application/json"}
        self.connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read())

    def messages(self, conversation):
        """All of a conversation, page by page, oldest first."""
        found, cursor = [], ""
        while cursor is not None:
            _, page = self.request("GET", f"/api/messages/conversation/{conversation}?limit=50&cursor={cursor}")
            found += page["items"]
            cursor = page["next_cursor"]
        return found[::-1]

    def _met(self, fault):
        self.faults.append(fault)
        self.close()
        threading.Event().wait(0.25)  # a dead server refuses at once; asking it without a breath helps nobody

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Recorder:
    """A member's socket that writes down every event, and comes back where it was when the server dies."""

    def __init__(self, port, person):
        self.port, self.person = port, person
        self.events, self.welcomes, self.reloads = [], 0, 0
        self.position = {}
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def __enter__(self):
        self.thread.start()
        eventually(lambda: self.welcomes, SECONDS)
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    @property
    def seq(self):
        return self.position["seq"]

    def _run(self):
        while not self.over.is_set():
            try:
                self._listen(Socket(self.port, origin=SITE, cookie=cookie_of(self.person)))
            except (ConnectionClosed, InvalidHandshake, OSError):
                self.over.wait(0.1)

    def _listen(self, phone):
        with phone.raw:
            phone.send(type="hello", **self.position)
            while not self.over.is_set():
                with suppress(TimeoutError):
                    self._note(phone.receive(0.2))

    def _note(self, frame):
        if frame["type"] == "welcome":
            self.reloads += bool(self.position) and not frame["resumed"]
            self.position = {"epoch": frame["epoch"], "seq": frame["seq"]}
            self.welcomes += 1
        elif frame["type"] == "event":
            self.events.append((frame["seq"], frame["kind"], frame["payload"]))
            self.position["seq"] = frame["seq"]
