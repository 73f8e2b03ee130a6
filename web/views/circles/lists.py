"""The circles one is in, and those one might join."""

from django.shortcuts import render

from social import circle_selectors as selectors
from topin.rest import page_arguments
from web.doors import live_page, members_only, older, wants_fragment

INVITES_SHOWN = 20  # on the page of the own circles: whoever answers them sees the next


@members_only
@live_page
def mine(request):
    """The own circles, newest joined first, below the invites that wait for an answer."""
    invites = []
    if not request.GET.get("cursor"):
        invites = selectors.get_circle_invites(request.viewer, INVITES_SHOWN).loads()["items"]
    return _page(request, "mine", invites=invites)


@members_only
@live_page
def discover(request):
    """Public and private circles, the largest first; `q` narrows them."""
    return _page(request, "discover")


def _page(request, kind, **context):
    limit, cursor = page_arguments(request)
    q = request.GET.get("q", "").strip()
    page = selectors.get_circles(request.viewer, limit, cursor, q=q, discover=kind == "discover").loads()
    context |= {
        "circles": page["items"],
        "next": older(request, page, q=q) if q else older(request, page),
        "is_older": bool(cursor),
        "q": q,
        "kind": kind,
        "here": "circles",
    }
    if not wants_fragment(request):
        return render(request, f"web/circles/{kind}.html", context)
    found = kind == "discover" and not cursor  # another search: its count is told, too
    return render(request, f"web/circles/{kind}.html#{'found' if found else 'items'}", context)
