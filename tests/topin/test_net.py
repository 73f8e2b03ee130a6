"""The one client for the outside world reaches no network of ours."""

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from topin import checks, net


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            return
        self.send_response(503 if self.path == "/fault" else 200)
        self.end_headers()
        if self.path == "/slow":
            for _ in range(50):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        self.wfile.write(b"y" * (5000 if self.path == "/large" else 5))

    def log_message(self, *args):
        pass


@contextmanager
def listening():
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def server():
    net._circuits.clear()
    with listening() as address:
        yield address


@pytest.fixture
def other_server():
    with listening() as address:
        yield address


@pytest.fixture
def allowed(settings):
    settings.NET_ALLOW = ["127.0.0.0/8"]


def test_our_own_network_is_not_reached(server):
    with pytest.raises(net.NetError, match="may be reached"):
        net.request("GET", server)


def test_an_allowed_network_is_reached(server, allowed):
    response = net.request("GET", server)
    assert (response.status_code, response.content) == (200, b"yyyyy")


def test_redirects_are_not_followed(server, allowed):
    assert net.request("GET", server + "/redirect").status_code == 302


def test_a_long_answer_is_cut_off(server, allowed):
    with pytest.raises(net.NetError, match="more than 1000 bytes"):
        net.request("GET", server + "/large", max_bytes=1000)


def test_the_deadline_is_for_everything_together(server, allowed):
    with pytest.raises(net.NetError, match="longer than"):
        net.request("GET", server + "/slow", deadline=0.3)


def test_a_failing_host_is_left_alone_for_a_while(server, allowed):
    for _ in range(net.FAULTS_UNTIL_OPEN):
        assert net.request("GET", server + "/fault").status_code == 503
    with pytest.raises(net.NetError, match="left alone"):
        net.request("GET", server)


def test_a_failing_server_says_nothing_about_its_neighbour(server, other_server, allowed):
    for _ in range(net.FAULTS_UNTIL_OPEN):
        net.request("GET", server + "/fault")
    assert net.request("GET", other_server + "/redirect").status_code == 302


def test_a_file_without_certificates_vouches_for_nobody(settings, tmp_path):
    (tmp_path / "none.pem").write_text("no certificate")
    for path in ("none.pem", "absent.pem"):
        settings.NET_CA = str(tmp_path / path)
        assert [fault for fault in checks.faults() if "NET_CA" in fault]


@pytest.mark.parametrize("url", ["ftp://topin.test/", "file:///etc/passwd", "http://", "gopher://127.0.0.1/"])
def test_only_http_is_spoken(url):
    with pytest.raises(net.NetError):
        net.request("GET", url)


@pytest.mark.parametrize(
    ("address", "is_global"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("::ffff:0:10.0.0.1", False),
        ("64:ff9b:1::7f00:1", False),
        ("fec0::1", False),
        ("4000::1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("100.64.0.1", False),
    ],
)
def test_global_addresses(address, is_global):
    assert net.is_global(ip_address(address)) is is_global


class Keeping(Handler):
    """Leaves connections open, and counts those that it has got."""

    protocol_version = "HTTP/1.1"
    opened = 0

    def setup(self):
        super().setup()
        Keeping.opened += 1

    def do_GET(self):
        self.send_response(503 if self.path == "/fault" else 200)
        self.send_header("Content-Length", "0")
        self.send_header("X-Word", "für".encode().decode("latin-1"))
        self.send_header("Set-Cookie", "who=you")
        self.send_header("X-Cookie", self.headers.get("Cookie", "none"))
        self.end_headers()
        if self.path == "/last":
            self.close_connection = True


class KeepingServer(ThreadingHTTPServer):
    def shutdown_request(self, request):
        super().shutdown_request(request)
        self.has_closed.set()


@pytest.fixture
def keeping_server(allowed):
    Keeping.opened = 0
    with KeepingServer(("127.0.0.1", 0), Keeping) as server:
        server.has_closed = threading.Event()
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield server
        server.shutdown()
        net._transport.cache_clear()
        net._circuits.clear()


@pytest.fixture
def keeping(keeping_server):
    return f"http://127.0.0.1:{keeping_server.server_port}"


def test_a_connection_serves_the_next_exchange_but_remembers_nobody(keeping):
    answers = [net.request("GET", keeping) for _ in range(3)]
    assert [a.headers["x-cookie"] for a in answers] == ["none"] * 3
    assert Keeping.opened == 1


def test_a_kept_connection_that_the_server_closed_is_replaced(keeping, keeping_server):
    net.request("GET", keeping + "/last")
    assert keeping_server.has_closed.wait(10)
    assert net.request("GET", keeping).status_code == 200
    assert Keeping.opened == 2


def test_a_connection_is_not_kept_beyond_the_permission_to_reach_its_server(keeping, settings):
    net.request("GET", keeping)
    settings.NET_ALLOW = []
    with pytest.raises(net.Forbidden):
        net.request("GET", keeping)


def test_headers_in_any_letters_are_borne(keeping):
    assert net.request("GET", keeping).headers["x-word"]


def test_who_heeds_faults_by_themselves_may_go_on(keeping):
    for _ in range(net.FAULTS_UNTIL_OPEN + 1):
        assert net.request("GET", keeping + "/fault", heeds_faults=True).status_code == 503
    assert net.request("GET", keeping).status_code == 200


@pytest.fixture
def named(monkeypatch):
    """`named("127.0.0.2", …)`: the addresses of every name below .test."""
    resolve = socket.getaddrinfo

    def resolve_to(*addresses):
        def answer(host, *args, **kwargs):
            names = addresses if host.endswith(".test") else [host]
            return [entry for name in names for entry in resolve(name, *args, **kwargs)]

        monkeypatch.setattr(socket, "getaddrinfo", answer)

    return resolve_to


def test_where_the_first_address_of_a_name_does_not_answer_the_next_one_may(server, allowed, named):
    named("127.0.0.2", "127.0.0.1")
    assert net.request("GET", server.replace("127.0.0.1", "two.test")).status_code == 200
    named("127.0.0.2", "127.0.0.3")
    with pytest.raises(net.NetError):
        net.request("GET", server.replace("127.0.0.1", "none.test"))


def test_looking_up_a_name_has_no_more_time_than_the_whole(server, allowed, monkeypatch):
    """The resolver of a name may be anybody's."""
    goes_on = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: goes_on.wait())
    with pytest.raises(net.NetError, match="longer than 0.2 s"):
        net.request("GET", server.replace("127.0.0.1", "slow.test"), deadline=0.2)
    goes_on.set()


def test_of_the_addresses_of_a_name_none_is_reached_that_may_not_be(server, settings, named):
    settings.NET_ALLOW = ["127.0.0.2/32"]
    named("127.0.0.2", "127.0.0.1")
    with pytest.raises(net.NetError) as refused:
        net.request("GET", server.replace("127.0.0.1", "two.test"))
    assert not isinstance(refused.value, net.Forbidden)
    named("127.0.0.1", "10.0.0.1")
    with pytest.raises(net.Forbidden):
        net.request("GET", server.replace("127.0.0.1", "inside.test"))


# -- what is packed ----------------------------------------------------------------------------------


class Packing(Handler):
    """Answers `packed`, and says that it is packed in these ways."""

    packed, ways = b"", ""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Encoding", self.ways)
        self.send_header("Content-Length", str(len(self.packed)))
        self.end_headers()
        self.wfile.write(self.packed)


@pytest.fixture
def packing(allowed, monkeypatch):
    """`packing(body, "gzip")`: what is read of such an answer."""
    with HTTPServer(("127.0.0.1", 0), Packing) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()

        def ask(packed, ways, **limits):
            monkeypatch.setattr(Packing, "packed", packed)
            monkeypatch.setattr(Packing, "ways", ways)
            return net.request("GET", f"http://127.0.0.1:{server.server_port}", **limits).content

        yield ask
        server.shutdown()
        net._transport.cache_clear()
        net._circuits.clear()


@pytest.mark.parametrize(("ways", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_what_is_packed_is_unpacked(packing, ways, pack):
    text = b"The same words, again and again. " * 5_000
    assert packing(pack(text), ways) == text


def test_what_is_not_packed_as_it_says_is_a_fault(packing):
    with pytest.raises(net.NetError):
        packing(b"plain", "gzip")


@pytest.mark.parametrize("ways", ["gzip", "gzip, gzip"])
def test_little_that_unpacks_to_much_takes_no_memory(packing, ways):
    packed = gzip.compress(bytes(60_000_000), 9)
    packed = gzip.compress(packed, 9) if "," in ways else packed
    tracemalloc.start()
    try:
        with pytest.raises(net.NetError) if ways == "gzip" else nullcontext():
            packing(packed, ways, max_bytes=100_000)
        assert len(packing(packed, ways, max_bytes=100_000, cut=True)) <= 100_000
        assert tracemalloc.get_traced_memory()[1] < 5_000_000  # bytes
    finally:
        tracemalloc.stop()
