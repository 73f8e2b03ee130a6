"""The only client for the outside world.

Addresses are checked at the moment of connecting, on what the name resolved to, so that neither a
redirect nor a changing DNS answer leads into our own network. Only global addresses are reached,
plus the networks in `NET_ALLOW`; plain http only there. A connection that was checked is kept for the next exchange
with the same server.
"""

import ipaddress
import socket
import ssl
import zlib
from contextlib import suppress
from functools import cache
from queue import Empty, SimpleQueue
from threading import Lock, Thread, local
from time import monotonic

import httpcore
import httpx
from django.conf import settings
from h2.errors import ErrorCodes
from h2.events import ConnectionTerminated, StreamReset
from h2.exceptions import ProtocolError

FAULTS_UNTIL_OPEN = 5
OPEN_SECONDS = 30.0
KEPT_CONNECTIONS = 50
KEPT_SECONDS = 15.0  # shorter than servers keep theirs, lest one closes while we write
KEPT_HTTP2_SECONDS = 240.0  # shorter than gateways remember a silent one
HTTP2_TRIES = 3  # of one exchange
PACKED_AS = {"Accept-Encoding": "gzip"}
UNPACKED_AT_ONCE = 65_536  # bytes
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NetError(Exception):
    """The exchange did not happen or did not finish; the message says why."""


class Forbidden(NetError):
    """The address is none that may be reached."""


def request(
    method, url, *, headers=None, content=None, deadline=None, max_bytes=None, cut=False,
    heeds_faults=False, http2=False,
):  # fmt: skip
    """One exchange without redirects. Returns an `httpx.Response` that is read whole.

    `deadline` is seconds for everything together, `max_bytes` the most that is read: a longer answer is
    an error, or with `cut` what was read of it is the answer. Who `heeds_faults` leaves a server that answers 5xx
    alone by itself: such answers do not open the circuit. With `http2` nothing but HTTP/2 is spoken, and what a
    server left without an answer when it went away is sent again: it may arrive twice. Raises NetError.
    """
    deadline, max_bytes = deadline or settings.NET_DEADLINE, max_bytes or settings.NET_BYTES
    target = httpx.URL(url)
    if target.scheme not in ("http", "https") or not target.host:
        raise NetError(f"{url!r} is no http or https address")
    circuit = _circuit(target.netloc.decode())
    circuit.refuse_open()
    try:
        exchange = _exchange_http2 if http2 else _exchange
        response = exchange(method, target, headers, content, deadline, max_bytes, cut)
    except httpx.TimeoutException as error:
        circuit.failed()
        raise NetError(f"{target.host} took longer than {deadline} s") from error
    except httpx.HTTPError as error:
        circuit.failed()
        raise NetError(f"{target.host}: {error or type(error).__name__}") from error
    circuit.failed() if response.status_code >= 500 and not heeds_faults else circuit.worked()
    return response


def _exchange(method, target, headers, content, deadline, max_bytes, cut, transport=None):
    ends = _exchange_of_thread.ends = monotonic() + deadline
    # A client of its own, for it remembers cookies; what is dear to make is kept in the transport.
    transport = transport or _transport(target.scheme, tuple(settings.NET_ALLOW))
    client = httpx.Client(transport=transport, timeout=deadline, follow_redirects=False, headers=PACKED_AS)
    with client.stream(method, target, headers=headers, content=content) as response:
        body = bytearray()
        for chunk in _read(response):
            body += chunk
            if len(body) > max_bytes:
                if cut:
                    del body[max_bytes:]
                    break
                raise NetError(f"{target.host} sent more than {max_bytes} bytes")
            if monotonic() > ends:
                raise NetError(f"{target.host} took longer than {deadline} s")
        kept = [(k, v) for k, v in response.headers.raw if k.lower() not in (b"content-encoding", b"content-length")]
        return httpx.Response(response.status_code, headers=kept, content=bytes(body), request=response.request)


def _read(response):
    """The body piece by piece. What is packed is unpacked so that no piece is large: a little may become very much, and
    what is packed twice, which nobody asked for, all memory there is: that is left as it is."""
    if response.headers.get("Content-Encoding", "").strip().lower() not in ("gzip", "x-gzip", "deflate"):
        yield from response.iter_raw()
        return
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # the one and the other know each other by their beginning
    for packed in response.iter_raw():
        piece = None
        while piece is None or packed or len(piece) == UNPACKED_AT_ONCE:
            try:
                piece = unpacker.decompress(packed, UNPACKED_AT_ONCE)
            except zlib.error as error:
                raise httpx.DecodingError(f"not packed as it says: {error}") from error
            packed = unpacker.unconsumed_tail
            yield piece
            if unpacker.eof:  # whatever follows it is not of the answer
                return


@cache
def _transport(scheme, allowed):
    """Of its connections none was made under another NET_ALLOW."""
    return _new_transport(scheme, KEPT_SECONDS)


def _new_transport(scheme, kept_seconds, **protocols):
    transport = httpx.HTTPTransport(trust_env=False)
    transport._pool = httpcore.ConnectionPool(
        ssl_context=_trusted(),
        max_connections=None,
        max_keepalive_connections=KEPT_CONNECTIONS,
        keepalive_expiry=kept_seconds,
        network_backend=_CheckedBackend(scheme),
        **protocols,
    )
    return transport


def _trusted():
    """Who vouches for servers: the public authorities, and those of NET_CA for servers of our own."""
    context = httpx.create_ssl_context(trust_env=False)
    if settings.NET_CA:
        context.load_verify_locations(settings.NET_CA)
    return context


def can_vouch(path):
    """Whether a file holds certificates."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except OSError:  # SSLError is one
        return False
    return True


class _Exchange(local):
    """The exchange that a thread is at; connections outlive it."""

    ends = 0.0

    def left(self):
        return self.ends - monotonic()


_exchange_of_thread = _Exchange()


class _CheckedBackend(httpcore.SyncBackend):
    """Resolves, checks every address, and connects to the first of the checked ones that is there."""

    def __init__(self, scheme):
        self.scheme = scheme

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        allowed = [address for address in _resolve(host, port) if self._may_connect(address)]
        if not allowed:
            raise Forbidden(f"{host} is not an address that may be reached")
        for address in allowed[:-1]:  # a machine without IPv6 has no way to the first of many names
            with suppress(httpcore.ConnectError):
                return self._connect(address, port, local_address, socket_options)
        return self._connect(allowed[-1], port, local_address, socket_options)

    def _connect(self, address, port, local_address, socket_options):
        left = max(0.05, _exchange_of_thread.left())
        return _BoundedStream(super().connect_tcp(str(address), port, left, local_address, socket_options))

    def _may_connect(self, address):
        if any(address in network for network in _allowed()):
            return True
        return self.scheme == "https" and is_global(address)

    def connect_unix_socket(self, *args, **kwargs):
        raise NetError("Only TCP is reached")


class _BoundedStream(httpcore.NetworkStream):
    """A stream whose every wait ends with the exchange: who sends byte by byte gains no time."""

    def __init__(self, stream):
        self.stream = stream
        self.close, self.get_extra_info = stream.close, stream.get_extra_info

    def _left(self, timeout):
        left = _exchange_of_thread.left()
        if left <= 0:
            raise httpcore.TimeoutException("the exchange took too long")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes, timeout=None):
        return self.stream.read(max_bytes, self._left(timeout))

    def write(self, buffer, timeout=None):
        return self.stream.write(buffer, self._left(timeout))

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        stream = self.stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _BoundedStream(stream)


class _Http2(local):
    """The connections of a thread, one to each server. Threads share none: when two of them send at once through one
    connection of httpcore, both requests may get the same number."""

    transport, met = None, frozenset()  # the servers that answered by it

    def opened(self):
        if self.transport is None:
            self.transport = _new_transport("https", KEPT_HTTP2_SECONDS, http1=False, http2=True)
        return self.transport

    def close(self):
        if self.transport is not None:
            self.transport.close()
        self.transport, self.met = None, frozenset()


_http2 = _Http2()


def _exchange_http2(method, target, headers, content, deadline, max_bytes, cut):
    if target.scheme != "https":
        raise NetError(f"{target.host} is asked by https alone")
    ends, tries_left = monotonic() + deadline, HTTP2_TRIES
    while True:
        tries_left, was_met, left = tries_left - 1, target.netloc in _http2.met, max(0.05, ends - monotonic())
        try:
            response = _exchange(method, target, headers, content, left, max_bytes, cut, _http2.opened())
        except (httpx.HTTPError, NetError) as error:
            if not _is_refused_stream(error):
                _http2.close()
            if not tries_left or not _may_repeat(error, was_met):
                raise
        except ProtocolError as error:  # inside of a body httpcore lets it through
            _http2.close()
            raise NetError(f"{target.host} does not keep to HTTP/2") from error
        else:
            _http2.met |= {target.netloc}
            return response


def _may_repeat(error, was_met):
    """Whether the server said that it took no notice, or that it ends this connection, or has ended it since we met."""
    is_lost = isinstance(error, httpx.NetworkError | httpx.ProtocolError)
    return is_lost and (was_met or _is_refused_stream(error) or isinstance(_event_of(error), ConnectionTerminated))


def _is_refused_stream(error):
    event = _event_of(error)
    return isinstance(event, StreamReset) and event.error_code == ErrorCodes.REFUSED_STREAM


def _event_of(error):
    """The event of HTTP/2 by which an exchange failed: httpcore puts it where others have a text."""
    args = error.__cause__.args if isinstance(error.__cause__, httpcore.RemoteProtocolError) else ()
    return args[0] if args else None


def _allowed():
    return [ipaddress.ip_network(network) for network in settings.NET_ALLOW]


def _resolve(host, port):
    found = _looked_up(host, port)
    if isinstance(found, Exception):
        raise NetError(f"{host} was not found") from found
    return [ipaddress.ip_address(entry[4][0].partition("%")[0]) for entry in found]


def _looked_up(host, port):
    """What the system's resolver says, or its fault. It knows no deadline: the thread that asks it is left behind."""
    answer = SimpleQueue()

    def ask():
        try:
            answer.put(socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        return answer.get(timeout=max(0.05, _exchange_of_thread.left()))
    except Empty:
        raise httpcore.ConnectTimeout(f"looking up {host} took too long") from None


def is_global(address):
    """Whether an address is of the public internet, looking through IPv4 inside IPv6."""
    if address.version == 6:
        if address in NAT64:
            address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        else:
            address = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address
    is_ours = address.version == 6 and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or is_ours)


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
