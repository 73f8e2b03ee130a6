"""The front door: a real Caddy with our Caddyfile, before servers that tell what they were asked."""

import contextlib
import http.client
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from topin.embedded import ports, procfile, wheels
from topin.embedded.process import Process

ROOT = Path(__file__).resolve().parent.parent.parent


class Echo(BaseHTTPRequestHandler):
    """Answers with who it is, the path and the headers that came."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        facts = {"server": self.server.title, "path": self.path, "headers": dict(self.headers.items())}
        body = json.dumps(facts | {"filler": "x" * 2000}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *args):
        """Silent."""


@contextlib.contextmanager
def echo(title, port):
    server = ThreadingHTTPServer(("127.0.0.1", port), Echo)
    server.title = title
    server.handle_error = lambda *_: None  # the front may hang up on it
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def caddy(folder, front, api, realtime):
    environment = {
        "PATH": f"{wheels.caddy().parent}:{os.environ['PATH']}",
        "HOME": str(folder / "home"),
        "VAR_DIR": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_ROOT": str(folder / "private"),
        "PORT": str(front),
        "API_PORT": str(api),
        "REALTIME_PORT": str(realtime),
        "WORKER_CONCURRENCY": "1",
        "MEDIA_CONCURRENCY": "1",
        "API_WORKERS": "1",
        "API_THREADS": "1",
        "STORAGE": os.environ.get("STORAGE", "file"),
        "FILES_PORT": os.environ.get("FILES_PORT", "8333"),
    }
    command = procfile.commands(ROOT / "Procfile", environment)["front"]
    process = Process("front", command, folder / "front.log", env=environment, folder=ROOT)
    process.start()
    process.wait_until(lambda: ports.is_listening(front), 20)
    try:
        yield
    finally:
        process.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("front")
    for path in ("static/app.0123456789ab.css", "static/robots.txt", "media/cat.png", "secrets.env"):
        (made / path).parent.mkdir(exist_ok=True)
        (made / path).write_text("x" * 2000)
    return made


@pytest.fixture(scope="module")
def ask(folder):
    """ask(path) → (status, headers, body) through the front, both servers behind it alive."""
    front, api, realtime = ports.free(3)
    with echo("api", api), echo("realtime", realtime), caddy(folder, front, api, realtime):
        yield lambda path, method="GET", body=None, **headers: request(front, path, method, body, headers)


@pytest.fixture(scope="module")
def ask_alone(folder):
    """The same, with nobody behind the front."""
    front, api, realtime = ports.free(3)
    with caddy(folder, front, api, realtime):
        yield lambda path: request(front, path)


def request(port, path, method="GET", body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "server"),
    [("/", "api"), ("/ws", "realtime"), ("/ws/x", "api"), ("/api/assistant/1/stream", "realtime"),
     ("/api/stream", "api"), ("/api/posts", "api"), ("/wsx", "api")],
)  # fmt: skip
def test_sockets_and_streams_go_to_realtime_and_all_else_to_the_api(ask, path, server):
    assert json.loads(ask(path)[2])["server"] == server


def test_nobody_chooses_the_address_they_seem_to_come_from(ask):
    lies = {"X-Forwarded-For": "6.6.6.6", "X_Forwarded_For": "6.6.6.6", "Forwarded": "for=6.6.6.6"}
    seen = json.loads(ask("/", **lies, **{"X-Real-IP": "6.6.6.6", "X-Forwarded-Proto": "https"})[2])["headers"]
    assert "6.6.6.6" not in json.dumps(seen)
    assert seen["X-Forwarded-For"] == "127.0.0.1"
    assert seen["X-Forwarded-Proto"] == "http"


def test_hashed_names_are_kept_for_ever_and_others_for_minutes(ask):
    assert "immutable" in ask("/static/app.0123456789ab.css")[1]["Cache-Control"]
    assert ask("/static/robots.txt")[1]["Cache-Control"] == "public, max-age=300"


def test_media_are_neither_sniffed_nor_run(ask):
    _, headers, _ = ask("/media/cat.png")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "immutable" in headers["Cache-Control"]


def test_media_that_are_not_there_are_asked_for_again(ask):
    status, headers, _ = ask("/media/gone.png")
    assert status == 404
    assert "Cache-Control" not in headers


def test_media_in_a_bucket_come_from_the_application(folder, monkeypatch):
    monkeypatch.setenv("STORAGE", "s3")
    front, api, realtime = ports.free(3)
    with echo("api", api), echo("realtime", realtime), caddy(folder, front, api, realtime):
        assert json.loads(request(front, "/media/cat.png")[2])["path"] == "/media/cat.png"


@pytest.mark.parametrize(
    "path", ["/static/../secrets.env", "/media/%2e%2e/secrets.env", "/static/..%2fsecrets.env", "/static/"]
)
def test_files_beside_the_folders_and_their_lists_are_out_of_reach(ask, path):
    status, _, body = ask(path)
    assert status in (400, 404) or b'"server": "api"' in body
    assert b"xxxx" not in body.replace(b'"filler": "' + b"x" * 2000, b"")


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_answers_are_compressed_in_the_way_that_is_asked_for(ask, encoding):
    assert ask("/", **{"Accept-Encoding": encoding})[1]["Content-Encoding"] == encoding


def test_a_body_that_the_application_refuses_reaches_it(ask):
    assert ask("/api/posts", "POST", b"x" * (21 * 1024 * 1024))[0] == 200


def test_a_larger_one_is_refused_by_the_front(ask):
    one_too_many = b"x" * (64 * 1000 * 1000 + 1)
    status, headers, body = ask("/api/posts", "POST", one_too_many)
    assert status == 413
    assert headers["Content-Type"] == "application/problem+json"
    assert json.loads(body)["code"] == "too_large"


def test_clients_of_the_api_are_told_to_come_back(ask_alone):
    status, headers, body = ask_alone("/api/posts")
    assert (status, headers["Retry-After"]) == (503, "5")
    assert headers["Content-Type"] == "application/problem+json"
    assert set(json.loads(body)) == {"type", "title", "status", "detail", "code", "errors", "request_id"}


def test_clients_of_the_sign_in_are_told_in_their_own_words(ask_alone):
    status, _, body = ask_alone("/api/auth/token")
    assert (status, json.loads(body)["code"]) == (503, 503)


def test_people_see_a_page_that_comes_back_by_itself(ask_alone):
    status, headers, body = ask_alone("/")
    assert (status, headers["Retry-After"]) == (503, "5")
    assert headers["Content-Type"].startswith("text/html")
    assert b"Back in a moment" in body


def test_the_front_writes_nowhere_but_into_its_folder(ask, folder):
    assert ask("/")[0] == 200
    assert not (folder / "home").exists()
