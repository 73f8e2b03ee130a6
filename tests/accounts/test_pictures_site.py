"""An avatar through the whole product: front, API, relay, media worker, and back from the front."""

import json
import urllib.request

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
