"""The written schema names every door of the API: what is not in it, nobody fuzzes and no client finds."""

from django.urls import URLPattern, get_resolver

from tests.fuzz.doors import written

#: What has no place in it: itself, its documentation, and the mount of sign-in that only old clients know.
UNWRITTEN = ("/api/schema", "/api/docs", "/api/auth/v1")
METHODS = ("get", "post", "put", "patch", "delete")


def doors(patterns, before="/"):
    """(address, methods) of all that answers below /api."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if not address.startswith("/api"):
            continue
        if isinstance(pattern, URLPattern):
            yield address, methods_of(pattern.callback)
        else:
            yield from doors(pattern.url_patterns, address)


def methods_of(view):
    view = getattr(view, "cls", None) or view.view_class
    return {name for name in METHODS if hasattr(view, name)}


def same(address):
    """`/api/posts/{}` of /api/posts/<uuid:post_id> and of /api/posts/{post_id}."""
    return "/".join("{}" if part[:1] in "<{" and part else part for part in address.split("/"))


def test_the_schema_has_every_door_with_every_method():
    here = {}
    for address, methods in doors(get_resolver("topin.urls").url_patterns):
        if not address.startswith(UNWRITTEN) and "^" not in address:  # whatever has no door of its own
            here.setdefault(same(address), set()).update(methods)
    told = {}
    for address, operations in written()["paths"].items():
        told.setdefault(same(address), set()).update(operations)
    assert here == told
