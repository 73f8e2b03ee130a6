"""An avatar through the whole product: front, API, relay, media worker, and back from the front."""

import json
import socket
import urllib.error
import urllib.request
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.accounts.pictures import encoded, quarters
from tests.people import PASSWORD

pytestmark = pytest.mark.processes


def ask(site, path, token=None, method="GET", body=None, content_type=MULTIPART_CONTENT):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if body is not None:
        headers["Content-Type"] = content_type
    asked = urllib.request.Request(site + path, data=body, method=method, headers=headers)
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.status, answer.headers, answer.read()


def sign_in(site, person):
    given = json.dumps({"email": person.email, "password": PASSWORD}).encode()
    session = ask(site, "/api/auth/token?grant_type=password", None, "POST", given, "application/json")[2]
    return json.loads(session)["access_token"]


def test_a_new_avatar_comes_back_from_the_front(site, alice):
    token = sign_in(site, alice)
    part = SimpleUploadedFile("me.png", encoded(quarters()), content_type="image/png")
    body = encode_multipart(BOUNDARY, {"file": part})
    for _ in range(3):  # on a busy machine the worker may need longer than the answer waits
        status, _, me = ask(site, "/api/users/me/avatar", token, "PUT", body)
        if status == 200:
            break
    address = json.loads(me)["avatar_url"]
    status, headers, content = ask(site, "/media/" + address.partition("/media/")[2])
    assert (status, headers["Content-Type"]) == (200, "image/webp")
    assert "immutable" in headers["Cache-Control"]
    assert "sandbox" in headers["Content-Security-Policy"]
    assert content[8:12] == b"WEBP"


@pytest.mark.parametrize("megabytes", [9, 25])
def test_a_file_that_is_too_large_is_refused_in_our_words(site, alice, megabytes):
    """Not by a connection that breaks under the sender's hands, which the front takes for a fault of ours."""
    token = sign_in(site, alice)
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("me.png", b"\x89PNG" + bytes(megabytes << 20))})
    for _ in range(5):
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask(site, "/api/users/me/avatar", token, "PUT", body)
        assert (refused.value.code, json.load(refused.value)["code"]) == (413, "too_large")


def test_whoever_sends_slowly_holds_up_nobody_else(site, alice):
    token = sign_in(site, alice)
    where = urlsplit(site)
    beginning = (
        f"POST /api/auth/token?grant_type=password HTTP/1.1\r\nHost: {where.netloc}\r\n"
        "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"
    )
    with ExitStack() as slow:
        for _ in range(12):  # more than there are threads
            sender = slow.enter_context(socket.create_connection((where.hostname, where.port)))
            sender.sendall(beginning.encode())
        assert ask(site, "/api/users/me", token)[0] == 200
