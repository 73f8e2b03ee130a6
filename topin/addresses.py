"""Which door an address of the API leads to: Django's resolver says it once, afterwards it is looked up.

The resolver tries one pattern after the other, a hundred of them on the way to the last. But what it finds depends on
nothing but the address with its ids taken out, where the pattern has no other holes than ids.
"""

import re
from uuid import UUID

from django.urls import ResolverMatch, resolve

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")  # as Django's converter has it
HOLE = re.compile(r"<uuid:(\w+)>")
_known = {}  # address without ids → (what the resolver found, names of the ids); as many as there are patterns


def find(path):
    """The `ResolverMatch` of a path. Raises Http404 where there is none."""
    shape, ids = ID.sub("<>", path), ID.findall(path)
    match, names = _known.get(shape, (None, ()))
    if match is None or len(names) != len(ids):  # as in an address that has a "<>" of its own
        return _learn(shape, resolve(path))
    if not ids:
        return match
    captured = dict(zip(names, map(UUID, ids), strict=True))
    known = {"url_name": match.url_name, "app_names": match.app_names, "namespaces": match.namespaces}
    return ResolverMatch(match.func, match.args, match.kwargs | captured, route=match.route, **known)


def _learn(shape, match):
    if HOLE.sub("<>", f"/{match.route}") == shape:
        _known[shape] = match, HOLE.findall(match.route)
    return match
