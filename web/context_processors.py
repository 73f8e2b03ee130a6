"""What every page may use."""

from django.utils.functional import SimpleLazyObject

from accounts import selectors
from social import circle_selectors as circles
from web import suggested

CIRCLES = 100  # that one can choose among


def page(request):
    """`viewer`, `me` (what a page shows of its reader), `suggested` (whom they may want to follow) and `my_circles`.

    All but the first are read only where a template asks for them.
    """
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "me": SimpleLazyObject(lambda: selectors.get_page_member(viewer).loads()),
        "my_circles": SimpleLazyObject(lambda: circles.get_circles(viewer, CIRCLES).loads()["items"]),
        "suggested": SimpleLazyObject(lambda: suggested.beside(viewer)),
    }
