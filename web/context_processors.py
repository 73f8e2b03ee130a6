"""What every page may use."""

from django.utils.functional import SimpleLazyObject

from accounts import selectors


def page(request):
    """`viewer`, and `me` (what a page shows of its reader, read only where a template asks for it)."""
    viewer = getattr(request, "viewer", None)
    return {"viewer": viewer, "me": SimpleLazyObject(lambda: selectors.get_page_member(viewer).loads())}
