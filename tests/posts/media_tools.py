"""Handing in files as people's clients do."""

from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

PIECE = b"\x89PNG not really a picture, but nobody looks before it is processed. " * 16


def facts(content, **fields):
    """What a client announces of a file."""
    return {
        "filename": "holiday.png",
        "content_type": "image/png",
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
        "purpose": "post",
        **fields,
    }


def announce(api, content=PIECE, **fields):
    """`api`: of somebody. Returns {media, upload}."""
    answer = api.post("/api/media", facts(content, **fields))
    assert answer.status == 201, answer.body
    return answer.json


def send(api, url, content):
    """PUTs bytes to an address of ours, without signing in."""
    return api().request("PUT", path_of(url), content, content_type="application/octet-stream")


def path_of(url):
    return urlsplit(url).path


def cut(content, size):
    return [content[start : start + size] for start in range(0, len(content), size)]


def hand_in(api, person, content=PIECE, **fields):
    """Announces, sends and completes a file in one piece; returns its medium's id."""
    made = announce(api(person), content, **fields)
    assert send(api, made["upload"]["url"], content).status == 200
    medium = made["media"]["id"]
    assert api(person).post(f"/api/media/{medium}/complete", {}).status == 202
    return UUID(medium)
