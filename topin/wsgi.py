"""The door of granian: REST API, web client, console."""

import os

from django.core.cache import close_caches
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, reset_queries

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
_django = get_wsgi_application()
# Old connections are let go of at the end of each request as well, nobody here reads the statements that Django notes,
# and the cache keeps its connection.
request_started.disconnect(close_old_connections)
request_started.disconnect(reset_queries)
request_finished.disconnect(close_caches)
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
