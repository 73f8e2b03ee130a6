"""The loopback ports of a run: PORT for the front door, the others follow it unless they are set."""

import errno
import os
import socket

import psutil

from topin.embedded import Trouble

FRONT = "PORT"
FOLLOWERS = {  # offset from PORT, what listens there
    "REALTIME_PORT": (1, "realtime"),
    "API_PORT": (2, "api"),
    "POSTGRES_PORT": (3, "PostgreSQL"),
    "VALKEY_PORT": (4, "Valkey"),
    "METRICS_PORT": (5, "metrics"),
}


def chosen(environ=os.environ) -> dict[str, int]:
    front = _number(FRONT, environ.get(FRONT) or "8080")
    ports = {FRONT: front}
    for name, (offset, _) in FOLLOWERS.items():
        ports[name] = _number(name, environ.get(name) or str(front + offset))
    if len(set(ports.values())) < len(ports):
        raise Trouble(f"Two processes would share a port: {_listed(ports)}; give each its own.")
    return ports


def free(count: int) -> list[int]:
    """Ports nobody listens on now (for tests; held open together, so that they differ)."""
    holders = [socket.socket() for _ in range(count)]
    try:
        for holder in holders:
            holder.bind(("127.0.0.1", 0))
        return [holder.getsockname()[1] for holder in holders]
    finally:
        for holder in holders:
            holder.close()


def refuse_taken(ports: dict[str, int]):
    for name, port in ports.items():
        reason = _why_not(port)
        if reason and name == FRONT:
            raise Trouble(f"Port {port} {reason}; choose another one: PORT={_elsewhere(port)} make run")
        if reason:
            raise Trouble(
                f"Port {port} (for {FOLLOWERS[name][1]}) {reason}; move it with {name}=…, "
                f"or all of them: PORT={_elsewhere(ports[FRONT])} make run"
            )


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _why_not(port: int) -> str:
    if is_listening(port):  # macOS lets us bind beside a wildcard listener, so ask first
        return f"is taken by {_listener(port)}"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EACCES:
                return "is reserved for the administrator of this machine"
            return f"is taken by {_listener(port)}"
    return ""


def _listener(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.laddr and connection.laddr.port == port and connection.pid:
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
    except (psutil.Error, OSError):
        pass  # not ours to look at
    return "another program"


def _number(name: str, text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Trouble(f"{name}={text} is not a port: use a number from 1024 to 65535.")
    return int(text)


def _elsewhere(port: int) -> int:
    return 9000 if not 8990 <= port <= 9005 else 7000


def _listed(ports: dict[str, int]) -> str:
    return ", ".join(f"{name}={port}" for name, port in ports.items())
