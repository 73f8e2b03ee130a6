"""Sockets over many kills of the servers: what each client recorded is its member's stream, without gap, double or
disorder.

`RESUME_STORM_SOCKETS=300 RESUME_STORM_KILLS=60` makes it as large as it has to be before a release (some minutes);
the suite does a share.
"""

import asyncio
import json
import os
import random
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connections
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.processes import eventually
from tests.realtime.sockets import tell
from topin.embedded import ports
from topin.realtime import tickets

pytestmark = pytest.mark.processes
SOCKETS = int(os.environ.get("RESUME_STORM_SOCKETS", "24"))
KILLS = int(os.environ.get("RESUME_STORM_KILLS", "4"))
OF_ONE = 4  # sockets of a member
WRITERS = 2


class Client:
    """An app that is always on: it comes back to whichever server answers, with the position that it holds."""

    def __init__(self, person, doors):
        self.person, self.doors = person, doors
        self.position = self.start = None  # {"epoch", "seq"}
        self.recorded, self.resumed, self.late, self.wrong = [], 0, 0, []
        self.live = False  # this time the server took it in as one that resumes nothing

    async def run(self):
        while True:
            try:
                await self._listen(random.choice(self.doors))
            except (OSError, TimeoutError, WebSocketException):
                await asyncio.sleep(0.1)  # the server is gone, or not there yet

    async def _listen(self, port):
        self.live = False
        ticket = await asyncio.to_thread(tickets.issue, self.person.viewer)
        async with connect(f"ws://127.0.0.1:{port}/ws?ticket={ticket}", proxy=None, close_timeout=0.1) as socket:
            await socket.send(json.dumps({"type": "hello", **(self.position or {})}))
            async for frame in socket:
                message = json.loads(frame)
                if message["type"] == "welcome" and self.position and not message["resumed"]:
                    self._refused(json.loads(await socket.recv()))
                    break
                self._hear(message)

    def _hear(self, message):
        if message["type"] == "event":
            self.position["seq"] = message["seq"]
            self.recorded.append((message["seq"], message["payload"]["n"]))
        elif message["type"] == "welcome" and self.position is None:
            self.position = {"epoch": message["epoch"], "seq": message["seq"]}
            self.start, self.live = message["seq"], True
        elif message["type"] == "welcome":
            self.resumed += 1
        elif message["type"] == "error" and message["code"] == "invalid" and self.live:
            self.late += 1  # its first hello, on a busy machine
        else:
            self.wrong.append(message)

    def _refused(self, message):
        """Either hello came too late on a busy machine, which a client may try again, or the position is gone."""
        if message["type"] == "reload":
            self.wrong.append(message)
        self.late += 1


@contextmanager
def listening(clients):
    """All clients at work, in a thread of theirs."""
    loop = asyncio.new_event_loop()
    everybody = [loop.create_task(client.run()) for client in clients]
    thread = Thread(target=loop.run_until_complete, args=[asyncio.wait(everybody)])
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(lambda: [task.cancel() for task in everybody])
        thread.join()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
    assert all(task.cancelled() for task in everybody)  # nobody gave up before


@contextmanager
def writing(people):
    """Events for everybody, all the time, from several writers at once."""
    done = Event()

    def write(seed):
        dice, n = random.Random(seed), 0
        while not done.wait(0.01):
            n += 1
            tell(dice.choice(people), n=f"{seed}-{n}")
        connections.close_all()

    writers = [Thread(target=write, args=[seed]) for seed in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        yield
    finally:
        done.set()
        for writer in writers:
            writer.join()


def stream_of(superuser, person):
    query = "select seq, payload ->> 'n' from user_events where user_id = %s order by seq"
    return superuser.execute(query, [person.id]).fetchall()


def test_what_each_client_recorded_is_the_stream(serve, start, join, superuser):
    people = [join(f"member{n}") for n in range(SOCKETS // OF_ONE)]
    doors = ports.free(2)
    clients = [Client(person, doors) for person in people for _ in range(OF_ONE)]
    start("relay")
    servers = [serve(port) for port in doors]
    with listening(clients):
        eventually(lambda: all(client.position for client in clients))
        with writing(people):
            for kill in range(KILLS):
                place = kill % 2
                servers[place].kill()
                servers[place] = serve(doors[place])
        streams = {person: stream_of(superuser, person) for person in people}
        eventually(lambda: all(client.position["seq"] == streams[client.person][-1][0] for client in clients))
    for client in clients:
        assert client.wrong == []
        assert client.recorded == [event for event in streams[client.person] if event[0] > client.start]
    assert all(client.recorded for client in clients)
    assert sum(client.resumed for client in clients) >= KILLS
    events, heard = sum(map(len, streams.values())), sum(len(client.recorded) for client in clients)
    resumed, late = (sum(getattr(client, name) for client in clients) for name in ("resumed", "late"))
    print(f"{SOCKETS} sockets, {KILLS} kills: {events:,} events, {heard:,} recorded, {resumed:,} resumed, {late} late")
