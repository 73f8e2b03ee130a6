"""Light clients for `bench.sockets`, in a process of their own: they only take the time of what arrives.

Started as `python -m bench.listeners`: a JSON line on stdin says where to connect, `ready` is answered when all are,
`stop` is said on stdin at the end, and answered by the delays that were seen, in seconds, as one JSON list.

Delays are those of CLOCK_MONOTONIC, which all processes of a machine share; what arrives carries when it was sent.
"""

import asyncio
import json
import re
import sys
import time

SENT = re.compile(rb'"sent": ?([0-9.]+)')
AT_ONCE = 50  # connections being made
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
#: As clients send them, masked by zeros; a ping's twelve bytes go back in the pong.
HELLO = bytes([0x81, 0x80 | 16, 0, 0, 0, 0]) + b'{"type":"hello"}'
PING, PONG, PING_BYTES = b"\x89\x0c", bytes([0x8A, 0x80 | 12, 0, 0, 0, 0]), 12


class Listener(asyncio.Protocol):
    """One connection. `greeting` is sent first, and it is ready when `welcome` came."""

    def __init__(self, greeting, welcome, delays):
        self.greeting, self.welcome, self.delays = greeting, welcome, delays
        self.ready = asyncio.get_running_loop().create_future()
        self.before = b""

    def connection_made(self, transport):
        self.transport = transport
        transport.write(self.greeting)

    def data_received(self, data):
        now = time.monotonic()
        for sent in SENT.findall(data):
            self.delays.append(now - float(sent))
        if (place := data.find(PING)) >= 0:
            self.transport.write(PONG + data[place + 2 : place + 2 + PING_BYTES])
        if not self.ready.done():
            self.before += data
            if b"\r\n\r\n" in self.before and self.greeting.startswith(b"GET"):
                self.greeting = b""
                self.transport.write(HELLO)
            if self.welcome in self.before:
                self.ready.set_result(None)

    def connection_lost(self, error):
        if not self.ready.done():
            self.ready.set_exception(ConnectionError(f"closed before it was ready: {self.before[-200:]!r}"))
        else:
            self.delays.append(float("inf"))  # at the end nobody looks any more


async def listen(order):
    delays, loop, turn = [], asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)
    socket = order["kind"] == "socket"

    async def connect(name):
        greeting = HANDSHAKE.format(path=name) if socket else f"*2\r\n$9\r\nSUBSCRIBE\r\n${len(name)}\r\n{name}\r\n"
        welcome = b'"welcome"' if socket else b"subscribe"
        async with turn:
            _, made = await loop.create_connection(
                lambda: Listener(greeting.encode(), welcome, delays), "127.0.0.1", order["port"]
            )
            await asyncio.wait_for(made.ready, 60)
        return made

    connections = await asyncio.gather(*map(connect, order["names"]))
    print("ready", flush=True)
    await loop.run_in_executor(None, sys.stdin.readline)
    print(json.dumps(delays), flush=True)
    for connection in connections:
        connection.transport.abort()


if __name__ == "__main__":
    asyncio.run(listen(json.loads(sys.stdin.readline())))
