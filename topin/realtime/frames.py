"""Text messages as they go over the wire. Autobahn would make them at twice the price: nothing of ours is compressed,
split or queued there."""

import json
from typing import NamedTuple

from topin.streams import Position

TEXT = 0x81  # the first byte of a whole text message
LARGEST = 256 * 1024  # bytes of one event; a larger one arrives without its payload
TOGETHER = 16 * 1024  # bytes from which frames go out


class Part(NamedTuple):
    """Events of a stream that go out together."""

    frames: bytes
    events: int
    end: Position  # after the last of them


def text_frame(text):
    """One whole text message, as servers send it (RFC 6455, 5.2)."""
    payload = text.encode()
    size = len(payload)
    if size <= 125:
        return bytes((TEXT, size)) + payload
    if size <= 0xFFFF:
        return bytes((TEXT, 126)) + size.to_bytes(2) + payload
    return bytes((TEXT, 127)) + size.to_bytes(8) + payload


def message_frame(kind, **fields):
    return text_frame(json.dumps({"type": kind, **fields}))


def event_frame(item):
    frame = text_frame(json.dumps({"type": "event", **item}, ensure_ascii=False, separators=(",", ":")))
    return frame if len(frame) <= LARGEST else event_frame({**item, "payload": {}})


def parts(page):
    """The events of a Page as Parts, in order."""
    found, frames, size = [], [], 0
    for item in page.items:
        frames.append(event_frame(item))
        size += len(frames[-1])
        if size >= TOGETHER or item is page.items[-1]:
            found.append(Part(b"".join(frames), len(frames), page.end._replace(seq=item["seq"])))
            frames, size = [], 0
    return found
