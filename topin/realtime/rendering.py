"""How stored payloads, which hold ids, become what clients get: one function a kind of event."""

import logging
from collections import defaultdict

from topin import errors

log = logging.getLogger(__name__)
_renderers = {}


def renders(kind):
    """Registers `render(viewer, payloads: list[dict]) -> list[dict | None]` for a kind of event.

    It gets the stored payloads of one page and answers as many, in order; None (the thing is gone,
    or no longer the viewer's to see) becomes `{}`. Kinds without a renderer are sent as stored.
    """

    def register(function):
        _renderers[kind] = function
        return function

    return register


def needs_rendering(items):
    """Whether any of the items' payloads look otherwise to clients."""
    return any(item["kind"] in _renderers for item in items)


def rendered(viewer, items):
    """The items with their payloads rendered, one call a kind."""
    by_kind = defaultdict(list)
    for item in items:
        if item["kind"] in _renderers:
            by_kind[item["kind"]].append(item)
    for kind, same in by_kind.items():
        payloads = _render(viewer, kind, [item["payload"] for item in same])
        for item, payload in zip(same, payloads, strict=True):
            item["payload"] = payload or {}
    return items


def _render(viewer, kind, payloads):
    try:
        return _renderers[kind](viewer, payloads)
    except (errors.Unavailable, errors.NotSignedIn):
        raise
    except Exception:
        # The event still arrives, with its number: the stream has no gap, and the client can ask.
        log.exception("Events of kind %s could not be rendered", kind)
        return [None] * len(payloads)
