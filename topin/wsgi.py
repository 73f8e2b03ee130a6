"""The door of granian: REST API, web client, console."""

import os

import django
from django.core.cache import close_caches
from django.core.handlers.base import reset_urlconf
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, reset_queries
from django.http import QueryDict
from django.utils.functional import cached_property

from topin import headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
django.setup(set_prefix=False)
# Each of these takes longer than it seems. `topin/sql.py` looks at its connection before it is used, and pages let go
# of old ones when they begin (`PageMiddleware`); nobody here reads the statements that Django notes; the cache keeps
# its connection; and no request changes the addresses.
request_started.disconnect(close_old_connections)
request_started.disconnect(reset_queries)
request_finished.disconnect(close_old_connections)
request_finished.disconnect(close_caches)
request_finished.disconnect(reset_urlconf)


NOTHING_ASKED = QueryDict("", encoding="utf-8")


class Request(WSGIRequest):
    @cached_property
    def GET(self):
        return super().GET if self.environ.get("QUERY_STRING") else NOTHING_ASKED


class Handler(WSGIHandler):
    """Django's, for a site at the root of its host, and with whole answers: a server that is given an iterator asks
    for the next part, and for the end, each time anew."""

    def __call__(self, environ, start_response):
        response = self.get_response(Request(environ))
        start_response(f"{response.status_code} {response.reason_phrase}", headers.listed(response))
        if response.streaming:
            return response
        response.close()
        return [response.content]


_django = Handler()
CHUNK = 64 * 1024
MOST = 64 * 1024 * 1024  # bytes that the front lets through


def application(environ, start_response):
    """Answers when the body is read to its end: a front that still sends takes an early answer for a fault of ours."""
    answer = _django(environ, start_response)
    if environ.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in environ:
        _read_the_rest(environ["wsgi.input"])
    return answer


def _read_the_rest(body):
    for _ in range(MOST // CHUNK):
        if not body.read(CHUNK):
            return


from topin.checks import refuse_unsafe_start  # noqa: E402  (needs the settings)

refuse_unsafe_start()
