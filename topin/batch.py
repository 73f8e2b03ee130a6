"""Several requests in one: each runs through the whole stack of this process, as if it had come alone.

So sign-in, limits, idempotency, ETags and refusals hold for each; each is its own transaction, and one that
fails leaves the others alone. Who asks is known from the outer request: its token or cookie goes along.
"""

from functools import cache
from hashlib import sha256
from io import BytesIO
from urllib.parse import unquote_to_bytes

import structlog
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest

from topin import errors, rest, sql
from topin.bodies import to_bytes

#: Headers that a request of a batch may have of its own; all others are those of the batch, or none.
OWN_HEADERS = ("Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-API-Version")
#: What is known of the caller and the way they came, from the outer request's environment.
SHARED = (
    "HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_HOST", "HTTP_ORIGIN", "HTTP_REFERER", "HTTP_USER_AGENT",
    "HTTP_X_CSRFTOKEN", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "REMOTE_ADDR", "SERVER_NAME",
    "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.url_scheme",
)  # fmt: skip
READING = ("GET",)
KEY_LENGTH = 255
REQUEST_ID_LENGTH = 120


def run(request, entries):
    """The answers to the entries of a batch, in order, as JSON `{responses: [{id, status, headers, body}]}`.

    Entries are as `serializers.BatchEntry` checked them. An Idempotency-Key of the batch makes one for each
    entry that has none, so that a repeat of the batch gets the stored answers.
    """
    key = _key_of(request)
    answers = [_answer(request, place, entry, key) for place, entry in enumerate(entries)]
    # The batch goes on as the request that it was: each entry left its own marks on this thread.
    sql.begin_request(request.request_id)
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request.request_id)
    return sql.Json(b'{"responses":[' + b",".join(answers) + b"]}")


def is_allowed(path):
    """Whether a path may be in a batch: below /api/, but neither signing in nor another batch."""
    parts = _decoded(path).split("/")
    return parts[:2] == ["", "api"] and len(parts) > 2 and parts[2] not in ("", "auth", "batch")


def _key_of(request):
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is not None and not (1 <= len(key) <= KEY_LENGTH and key.isprintable()):
        raise errors.Invalid(f"Idempotency-Key has 1 to {KEY_LENGTH} printable characters")
    return key and sha256(key.encode()).hexdigest()


def _answer(request, place, entry, key):
    inner = WSGIRequest(_environ(request, place, entry, key))
    response = _handler().get_response(inner)
    if response.streaming:
        response.close()
        refusal = errors.Invalid("This answers with a file: ask for it outside of a batch")
        headers = {"Content-Type": "application/problem+json"}
        return _entry(entry["id"], refusal.status, headers, to_bytes(rest.problem(refusal, inner).data))
    return _entry(entry["id"], response.status_code, dict(response.items()), _body(response))


def _entry(name, status, headers, body):
    head = to_bytes({"id": name, "status": status, "headers": headers})
    return head[:-1] + b',"body":' + body + b"}"


def _body(response):
    """JSON as it is, other text as a string, nothing as null."""
    if not response.content:
        return b"null"
    if "json" in response.headers.get("Content-Type", ""):
        return response.content
    return to_bytes(response.content.decode(response.charset, "replace"))


def _environ(request, place, entry, key):
    path, _, query = entry["path"].partition("?")
    body = b"" if entry.get("body") is None or entry["method"] in READING else to_bytes(entry["body"])
    environ = {name: request.META[name] for name in SHARED if name in request.META}
    environ |= {
        "REQUEST_METHOD": entry["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),  # as WSGI has it
        "QUERY_STRING": query.encode().decode("latin-1"),
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_REQUEST_ID": f"{request.request_id[:REQUEST_ID_LENGTH]}.{place}",
        "wsgi.input": BytesIO(body),
    }
    if key and entry["method"] not in READING:
        environ["HTTP_IDEMPOTENCY_KEY"] = f"{key}.{place}"
    given = {name.lower(): value for name, value in (entry.get("headers") or {}).items()}
    for name in OWN_HEADERS:
        if name.lower() in given:
            environ[_meta_name(name)] = given[name.lower()]
    return environ


def _meta_name(header):
    name = header.upper().replace("-", "_")
    return name if name == "CONTENT_TYPE" else f"HTTP_{name}"


def _decoded(path):
    return unquote_to_bytes(path.partition("?")[0]).decode("utf-8", "replace")


@cache
def _handler():
    """The stack of middleware and doors, as the server has it."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler
