"""JSON bodies: read strictly, and passed on as PostgreSQL built them."""

import json
import re
from itertools import chain
from math import isinf

from django.conf import settings
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from topin import errors

DEEPEST = 100  # levels of a body; whatever reads it goes down level by level
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")  # as JSON writes it; a backslash before it makes it mere words


class JsonRenderer(BaseRenderer):
    """Passes on JSON that PostgreSQL built as it is, and writes everything else."""

    media_type, format, charset = "application/json", "json", None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return to_bytes(data)


def to_bytes(data):
    if data is None:
        return b""
    if isinstance(data, bytes):
        return bytes(data)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).encode()


class JsonParser(BaseParser):
    """One JSON value, UTF-8, of at most JSON_BODY_BYTES, with nothing in it that PostgreSQL cannot keep."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        raw = stream.read(settings.JSON_BODY_BYTES + 1)
        if len(raw) > settings.JSON_BODY_BYTES:
            raise errors.TooLarge(f"A JSON body has at most {settings.JSON_BODY_BYTES} bytes")
        return parse_json(raw)


def parse_json(raw):
    """The value of a JSON text. Raises Invalid with code `malformed`."""
    try:
        # Decoded here: by itself `json` guesses at encodings and lets half a character pass.
        value = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_finite)
        if b"\\u" in raw or b"\0" in raw:
            json.dumps(value, ensure_ascii=False).encode()  # a lone surrogate is no text
            if NUL.search(json.dumps(value)):
                raise ValueError("it holds the character U+0000")
        if raw.count(b"[") + raw.count(b"{") > DEEPEST and _depth(value) > DEEPEST:
            raise ValueError(f"it is deeper than {DEEPEST} levels")
    except (ValueError, RecursionError) as error:
        raise errors.Invalid(f"The body is not JSON: {error}"[:200], code="malformed") from error
    return value


def _depth(value):
    """How many values stand one inside the other."""
    depth, level = 0, [value]
    while level:
        inside = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list)))
        depth, level = depth + 1, list(chain.from_iterable(inside))
    return depth


def _no_constant(name):
    raise ValueError(f"{name} is no JSON number")


def _finite(text):
    number = float(text)
    if isinf(number):
        raise ValueError("a number in it is too large")
    return number
