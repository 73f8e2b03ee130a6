"""Uploads through the whole product: front, API and storage as processes of their own, and lines that are cut."""

import json
import os
import socket
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests.accounts.pictures import encoded, quarters
from tests.bucket import s3, settings_of  # noqa: F401  (a fixture)
from tests.people import PASSWORD
from tests.posts.media_tools import cut, facts
from tests.processes import eventually
from tests.site import running_site

pytestmark = pytest.mark.processes
FILM = os.urandom(17 * 1024 * 1024)  # three parts of 8 MiB, the last one short


@pytest.fixture(scope="module", params=["file", "s3"])
def site(request, tmp_path_factory):
    """The product with either storage, one at a time: both would take each other's events."""
    settings = settings_of(request.getfixturevalue("s3")) if request.param == "s3" else {}
    with running_site(tmp_path_factory.mktemp("site"), **settings) as address:
        yield address


@pytest.fixture
def client(site, alice):
    """`client("POST", "/api/media", {…})` as alice → (status, JSON)."""
    credentials = {"email": alice.email, "password": PASSWORD}
    token = ask("POST", f"{site}/api/auth/token?grant_type=password", credentials)[1]["access_token"]

    def call(method, path, body=None):
        return ask(method, site + path, body, token)

    call.site = site
    return call


def ask(method, url, body=None, token=None):
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    content = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(url, data=content, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.loads(refused.read())


def put(url, content, headers):
    request = urllib.request.Request(url, data=content, method="PUT", headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.status


def put_and_hang_up(url, content, headers, after):
    """Says that all of it comes, sends so many bytes and is gone."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    lines = [f"PUT {path} HTTP/1.1", f"Host: {parts.netloc}", f"Content-Length: {len(content)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode() + content[:after])


def test_an_upload_that_was_cut_in_the_middle_resumes(client):
    status, made = client("POST", "/api/media", facts(FILM, content_type="video/mp4", filename="film.mp4"))
    assert status == 201
    medium, upload = made["media"]["id"], made["upload"]
    contents = cut(FILM, upload["part_size"])
    put(upload["parts"][0]["url"], contents[0], upload["headers"])
    put_and_hang_up(upload["parts"][1]["url"], contents[1], upload["headers"], 3_000_000)
    status, refusal = client("POST", f"/api/media/{medium}/complete", {})
    assert (status, refusal["code"]) == (409, "upload_incomplete")
    status, on = client("POST", f"/api/media/{medium}/parts", {"numbers": [2, 3]})
    assert (status, on["uploaded"]) == (200, [1])
    for part in on["parts"]:
        put(part["url"], contents[part["number"] - 1], on["headers"])
    status, medium_now = client("POST", f"/api/media/{medium}/complete", {})
    assert status == 202
    assert medium_now["status"] in ("processing", "failed")  # no film is in it, and a quick worker may know by now


def test_a_file_in_one_piece_that_was_cut_is_sent_again(client):
    content = FILM[: 5 * 1024 * 1024]
    _, made = client("POST", "/api/media", facts(content))
    medium, upload = made["media"]["id"], made["upload"]
    put_and_hang_up(upload["url"], content, upload["headers"], 1_000_000)
    assert client("POST", f"/api/media/{medium}/complete", {})[0] == 409
    _, on = client("POST", f"/api/media/{medium}/parts", {"numbers": [1]})
    assert on["uploaded"] == []
    put(on["parts"][0]["url"], content, on["headers"])
    assert client("POST", f"/api/media/{medium}/complete", {})[0] == 202


def test_a_picture_comes_back_by_a_signed_address_whole_and_in_pieces(client):
    picture = encoded(quarters())
    _, made = client("POST", "/api/media", facts(picture))
    medium, upload = made["media"]["id"], made["upload"]
    put(upload["url"], picture, upload["headers"])
    client("POST", f"/api/media/{medium}/complete", {})

    def processed():
        found = client("GET", f"/api/media/{medium}")[1]
        return found if found["status"] in ("ready", "failed") else None

    shown = eventually(processed)
    assert (shown["status"], shown["kind"]) == ("ready", "image")
    address = client.site + urlsplit(shown["url"]).path  # the database tells all sites of the tests the same host
    with urllib.request.urlopen(address, timeout=60) as answer:
        whole = answer.read()
        assert (answer.status, answer.headers["Content-Type"]) == (200, "image/webp")
    assert whole[8:12] == b"WEBP"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Range": "bytes=8-11"}), timeout=60) as answer:
        assert (answer.status, answer.read()) == (206, b"WEBP")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address.replace("/signed/", "/signed/9"), timeout=60)
    with refused.value as answer:
        assert answer.code == 404
