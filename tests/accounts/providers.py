"""Providers of the tests: real servers on this machine that speak OpenID Connect, or OAuth 2.0 as GitHub does."""

import json
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, parse_qsl, urlsplit
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.accounts.gotrue import VERSION, call
from tests.people import Api
from topin.embedded import ports

VERIFIER = "a-client-s-own-verifier-of-43-characters-at-least"
SITE = "http://127.0.0.1:8080"
APP = "http://127.0.0.1:3000/welcome"


def challenge_of(verifier=VERIFIER):
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


PKCE = {"code_challenge": challenge_of(), "code_challenge_method": "s256"}


def query_of(url):
    return dict(parse_qsl(urlsplit(url).query))


def fragment_of(url):
    return dict(parse_qsl(urlsplit(url).fragment))


def authorize(provider, **query):
    """GET /authorize as a browser: the answer; the address at the provider is its Location."""
    asked = httpx.QueryParams({"provider": provider, "redirect_to": APP} | query)
    return Api().get(f"/api/auth/authorize?{asked}", headers=VERSION)


def come_back(url, **changed):
    """GET /callback as the provider's redirect says: where we send the browser then."""
    asked = httpx.QueryParams(query_of(url) | changed)
    answer = Api().get(f"/api/auth/callback?{asked}", headers={"User-Agent": "a browser"})
    assert answer.status == 302, answer.body
    return answer.headers["location"]


def new_person(mock, **claims):
    """Somebody new at the provider, with a proved address: their subject."""
    subject = uuid4().hex
    told = {"email": f"{subject}@topin.test", "email_verified": True, "name": "Dora D."}
    return mock.set_person(subject, **told | {"picture": "https://pics.example/d"} | claims)


def go(mock, subject, **query):
    """The whole way of a browser, there and back: where it ends."""
    answer = authorize("example_id", **query)
    assert answer.status == 302, answer.body
    return come_back(mock.agree(answer.headers["location"], subject))


def exchange(code, verifier=VERIFIER):
    return call("POST", "/token?grant_type=pkce", {"auth_code": code, "code_verifier": verifier})


class Mock:
    """The package oidc-provider-mock, in a process of its own. People there agree to everything, or to nothing."""

    def __init__(self, issuer):
        self.issuer = issuer

    def set_person(self, subject, **claims):
        httpx.put(f"{self.issuer}/users/{subject}", json=claims).raise_for_status()
        return subject

    def agree(self, url, subject):
        """What the browser is sent back to after somebody agreed."""
        return self._answer(url, {"sub": subject})

    def deny(self, url):
        return self._answer(url, {"action": "deny"})

    def _answer(self, url, form):
        assert url.startswith(self.issuer)
        answer = httpx.post(url, data=form)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]


@contextmanager
def running_mock():
    [port] = ports.free(1)
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        yield Mock(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait(10)


def _wait(url):
    deadline = time.monotonic() + 30
    while True:
        try:
            return httpx.get(url).raise_for_status()
        except httpx.HTTPError:
            assert time.monotonic() < deadline, f"{url} did not answer"
            time.sleep(0.05)


class Server(ThreadingHTTPServer):
    """A provider of which a test decides what it says. `doors`: path → function of the request's fields."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Door)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked = []  # (path, fields, headers)
        self.doors = {}

    def asked_at(self, path):
        return [(fields, headers) for at, fields, headers in self.asked if at == path]


class _Door(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer(dict(parse_qsl(urlsplit(self.path).query)))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer({name: values[0] for name, values in parse_qs(body).items()})

    def _answer(self, fields):
        path = urlsplit(self.path).path
        self.server.asked.append((path, fields, dict(self.headers)))
        door = self.server.doors.get(path)
        status, said = (404, {}) if door is None else (200, door(fields))
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Issuer(Server):
    """An OpenID provider that says and signs whatever a test wants."""

    def __init__(self):
        super().__init__()
        self.claims = {}  # of the next id token
        self.tokens = {}  # besides it in the token endpoint's answer
        self.renew_key()
        self.doors = {
            "/.well-known/openid-configuration": lambda fields: self.published(),
            "/jwks": lambda fields: {"keys": [self.key.as_dict(private=False) | {"kid": self.kid}]},
            "/token": lambda fields: {"access_token": "opaque", "id_token": self.sign()} | self.tokens,
        }

    def published(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def renew_key(self):
        self.key, self.kid = ECKey.generate_key("P-256"), uuid4().hex

    def sign(self, key=None, header=None, **claims):
        now = int(time.time())
        told = {"iss": self.url, "aud": "web-client", "sub": "person-1", "iat": now, "exp": now + 300}
        told = {k: v for k, v in (told | self.claims | claims).items() if v is not None}
        return jwt.encode({"alg": "ES256", "kid": self.kid} | (header or {}), told, key or self.key)


class GitHubLike(Server):
    """GitHub's three doors: the exchange of a code, the person, and the person's addresses."""

    def __init__(self):
        super().__init__()
        self.person = {"id": 4711, "login": "octo", "name": "Octo Cat", "avatar_url": "https://pics.example/octo"}
        self.addresses = [
            {"email": "old@topin.test", "primary": False, "verified": True},
            {"email": "Octo@topin.test", "primary": True, "verified": True},
        ]
        self.doors = {
            "/login/oauth/access_token": self.exchange,
            "/user": lambda fields: self.person,
            "/user/emails": lambda fields: self.addresses,
        }

    def exchange(self, fields):
        if (fields["code"], fields["client_secret"]) != ("good", "hidden"):
            return {"error": "bad_verification_code", "error_description": "The code passed is incorrect."}
        return {"access_token": "gho_opaque", "token_type": "bearer", "scope": "user:email"}


@contextmanager
def serving(server):
    """Lets the server answer, in a thread."""
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
