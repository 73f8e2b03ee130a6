"""Media through the front: public ones by their names, others after the application was asked."""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.deploy.test_front import caddy, echo, request
from topin.embedded import ports

FILM = bytes(range(256)) * 40


class Doorkeeper(BaseHTTPRequestHandler):
    """The application: it knows one signature."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = self.headers.get("X-Forwarded-Uri", "")
        status = 204 if self.path == "/media/check" and "/right/" in asked else 404
        if self.path.startswith("/media/upload/"):
            status = 200
        body = b"" if status == 204 else self.path.encode()
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PUT = do_HEAD = do_GET

    def log_message(self, *args):
        """Silent."""


@contextlib.contextmanager
def doorkeeper(port):
    server = ThreadingHTTPServer(("127.0.0.1", port), Doorkeeper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """ask(path) → (status, headers, body) through the front."""
    folder = tmp_path_factory.mktemp("front")
    for path in ("private/media/f00/720.mp4", "private/media/f00/hls.m3u8", "media/media/b00/720.mp4"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(FILM)
    for path in ("private/media/f00/page.html", "media/media/b00/page.html", "media/media/b00/drawing.svg"):
        (folder / path).write_bytes(b"<script>alert(1)</script>")
    (folder / "private/originals").mkdir()
    (folder / "private/originals/secret.bin").write_bytes(b"secret")
    front, api, realtime = ports.free(3)
    with doorkeeper(api), echo("realtime", realtime), caddy(folder, front, api, realtime):
        yield lambda path, method="GET", body=None, **headers: request(front, path, method, body, headers)


def test_a_signed_address_is_served_when_the_application_says_so(ask):
    status, headers, body = ask("/media/signed/1/right/f00/720.mp4")
    assert (status, body) == (200, FILM)
    assert headers["Content-Type"] == "video/mp4"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"].startswith("private")
    assert "sandbox" in headers["Content-Security-Policy"]


def test_players_get_the_piece_that_they_ask_for(ask):
    for address in ("/media/signed/1/right/f00/720.mp4", "/media/media/b00/720.mp4"):
        status, headers, body = ask(address, Range="bytes=100-199")
        assert (status, body) == (206, FILM[100:200])
        assert headers["Content-Range"] == f"bytes 100-199/{len(FILM)}"


def test_playlists_say_what_they_are(ask):
    kind = ask("/media/signed/1/right/f00/hls.m3u8")[1]["Content-Type"]
    assert kind == "application/vnd.apple.mpegurl"


def test_a_wrong_signature_is_answered_by_the_application(ask):
    status, _, body = ask("/media/signed/1/wrong/f00/720.mp4")
    assert status == 404
    assert FILM not in body


@pytest.mark.parametrize(
    "path",
    [
        "/media/signed/1/right/../originals/secret.bin", "/media/signed/1/right/..%2foriginals/secret.bin",
        "/media/signed/1/right/%2e%2e/originals/secret.bin", "/media/signed/1/right/f00/../../originals/secret.bin",
        "/media/signed/1/right/f00/", "/media/../private/originals/secret.bin",
        "/media/media/../../private/originals/secret.bin",
        "/media/right/originals/secret.bin", "/media/signed/1/right/f00/720.mp4/../../../originals/secret.bin",
    ],
)  # fmt: skip
def test_nothing_else_of_the_private_store_can_be_reached(ask, path):
    status, _, body = ask(path)
    assert b"secret" not in body.replace(path.encode(), b"").replace(b"secret.bin", b"")
    assert status in (301, 308, 400, 404)


def test_files_that_are_gone_are_not_kept_as_gone(ask):
    status, headers, _ = ask("/media/signed/1/right/f00/gone.mp4")
    assert status == 404
    assert "Cache-Control" not in headers


def test_public_media_are_kept_for_ever(ask):
    _, headers, body = ask("/media/media/b00/720.mp4")
    assert body == FILM
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    "path", ["/media/signed/1/right/f00/page.html", "/media/media/b00/page.html", "/media/media/b00/drawing.svg"]
)
def test_what_we_never_make_is_saved_and_not_shown(ask, path):
    status, headers, _ = ask(path)
    assert (status, headers["Content-Type"]) == (200, "application/octet-stream")
    assert headers["Content-Disposition"] == "attachment"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_uploads_reach_the_application(ask):
    status, _, body = ask("/media/upload/token", "PUT", b"x" * 1000)
    assert (status, body) == (200, b"/media/upload/token")
