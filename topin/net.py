"""The only client for the outside world.

Addresses are checked at the moment of connecting, on what the name resolved to, so that neither a
redirect nor a changing DNS answer leads into our own network. Only global addresses are reached,
plus the networks in `NET_ALLOW`; plain http only there.
"""

import ipaddress
import socket
from threading import Lock
from time import monotonic

import httpcore
import httpx
from django.conf import settings

FAULTS_UNTIL_OPEN = 5
OPEN_SECONDS = 30.0
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NetError(Exception):
    """The exchange did not happen or did not finish; the message says why."""


def request(method, url, *, headers=None, content=None, deadline=None, max_bytes=None, cut=False):
    """One exchange without redirects. Returns an `httpx.Response` that is read whole.

    `deadline` is seconds for everything together, `max_bytes` the most that is read: a longer answer is
    an error, or with `cut` what was read of it is the answer. Raises NetError.
    """
    deadline, max_bytes = deadline or settings.NET_DEADLINE, max_bytes or settings.NET_BYTES
    target = httpx.URL(url)
    if target.scheme not in ("http", "https") or not target.host:
        raise NetError(f"{url!r} is no http or https address")
    circuit = _circuit(target.netloc.decode())
    circuit.refuse_open()
    try:
        response = _exchange(method, target, headers, content, deadline, max_bytes, cut)
    except httpx.TimeoutException as error:
        circuit.failed()
        raise NetError(f"{target.host} took longer than {deadline} s") from error
    except httpx.HTTPError as error:
        circuit.failed()
        raise NetError(f"{target.host}: {error or type(error).__name__}") from error
    circuit.failed() if response.status_code >= 500 else circuit.worked()
    return response


def _exchange(method, target, headers, content, deadline, max_bytes, cut):
    ends = monotonic() + deadline
    transport = httpx.HTTPTransport(trust_env=False)
    transport._pool = httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=_CheckedBackend(target.scheme, ends)
    )
    with (
        httpx.Client(transport=transport, timeout=deadline, follow_redirects=False) as client,
        client.stream(method, target, headers=headers, content=content) as response,
    ):
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > max_bytes:
                if cut:
                    del body[max_bytes:]
                    break
                raise NetError(f"{target.host} sent more than {max_bytes} bytes")
            if monotonic() > ends:
                raise NetError(f"{target.host} took longer than {deadline} s")
        kept = {k: v for k, v in response.headers.items() if k not in ("content-encoding", "content-length")}
        return httpx.Response(response.status_code, headers=kept, content=bytes(body), request=response.request)


class _CheckedBackend(httpcore.SyncBackend):
    """Resolves, checks every address, and connects to one of the checked ones."""

    def __init__(self, scheme, ends):
        self.scheme, self.ends = scheme, ends

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        for address in _resolve(host, port):
            if self._may_connect(address):
                left = max(0.05, self.ends - monotonic())
                stream = super().connect_tcp(str(address), port, left, local_address, socket_options)
                return _BoundedStream(stream, self.ends)
        raise NetError(f"{host} is not an address that may be reached")

    def _may_connect(self, address):
        if any(address in network for network in _allowed()):
            return True
        return self.scheme == "https" and is_global(address)

    def connect_unix_socket(self, *args, **kwargs):
        raise NetError("Only TCP is reached")


class _BoundedStream(httpcore.NetworkStream):
    """A stream whose every wait ends with the exchange: who sends byte by byte gains no time."""

    def __init__(self, stream, ends):
        self.stream, self.ends = stream, ends
        self.close, self.get_extra_info = stream.close, stream.get_extra_info

    def _left(self, timeout):
        left = self.ends - monotonic()
        if left <= 0:
            raise httpcore.TimeoutException("the exchange took too long")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes, timeout=None):
        return self.stream.read(max_bytes, self._left(timeout))

    def write(self, buffer, timeout=None):
        return self.stream.write(buffer, self._left(timeout))

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        stream = self.stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _BoundedStream(stream, self.ends)


def _allowed():
    return [ipaddress.ip_network(network) for network in settings.NET_ALLOW]


def _resolve(host, port):
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise NetError(f"{host} was not found") from error
    return [ipaddress.ip_address(entry[4][0].partition("%")[0]) for entry in found]


def is_global(address):
    """Whether an address is of the public internet, looking through IPv4 inside IPv6."""
    if address.version == 6:
        if address in NAT64:
            address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        else:
            address = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address
    return address.is_global and not address.is_multicast


class _Circuit:
    """After several faults in a row a server (host and port) is left alone for a while."""

    def __init__(self, server):
        self.server, self.faults, self.until = server, 0, 0.0

    def refuse_open(self):
        if monotonic() < self.until:
            raise NetError(f"{self.server} failed {self.faults} times in a row and is left alone for a moment")

    def failed(self):
        self.faults += 1
        if self.faults >= FAULTS_UNTIL_OPEN:
            self.until = monotonic() + OPEN_SECONDS

    def worked(self):
        self.faults, self.until = 0, 0.0


_circuits, _lock = {}, Lock()


def _circuit(server):
    with _lock:
        if len(_circuits) > 1_000:
            _circuits.clear()
        return _circuits.setdefault(server, _Circuit(server))
