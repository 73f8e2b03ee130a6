"""The door of sockets and event streams; everything else is served by topin/wsgi.py."""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topin.settings")
django.setup(set_prefix=False)  # without its handler of requests, which would load all that pages pass through

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402  (needs the settings)
from django.urls import path  # noqa: E402

from topin.checks import refuse_unsafe_start  # noqa: E402
from topin.realtime.consumer import SocketConsumer  # noqa: E402

NOT_FOUND = {"type": "about:blank", "title": "There is nothing here", "status": 404, "code": "not_found"}


async def plain_http(scope, receive, send):
    """`/health/live`, and 404 for all else."""
    live = scope["path"] == "/health/live"
    kind = b"application/json" if live else b"application/problem+json"
    body = json.dumps({"status": "live"} if live else NOT_FOUND).encode()
    status = 200 if live else 404
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": body})


async def no_such_socket(scope, receive, send):
    await receive()
    await send({"type": "websocket.close"})


application = ProtocolTypeRouter(
    {
        "http": plain_http,
        "websocket": URLRouter([path("ws", SocketConsumer.as_asgi()), path("<path:rest>", no_such_socket)]),
    }
)
refuse_unsafe_start()
