"""What every page may use."""

from django.utils.functional import SimpleLazyObject

from accounts import selectors
from web import suggested


def page(request):
    """`viewer`, `me` (what a page shows of its reader) and `suggested` (whom they may want to follow).

    The latter two are read only where a template asks for them.
    """
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "me": SimpleLazyObject(lambda: selectors.get_page_member(viewer).loads()),
        "suggested": SimpleLazyObject(lambda: suggested.beside(viewer)),
    }
