"""What every page may use."""

from django.utils.functional import SimpleLazyObject

from accounts import selectors


def page(request):
    """`viewer`, and `me` (Me of api.md, read only where a template asks for it)."""
    viewer = getattr(request, "viewer", None)
    return {"viewer": viewer, "me": SimpleLazyObject(lambda: selectors.get_me(viewer).loads())}
