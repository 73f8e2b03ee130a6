"""Where a link to a circle leads: the circle, and a button that lets one in."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from social import circle_selectors as selectors
from social import circle_services as services
from topin import errors
from web.doors import deed, live_page, members_only
from web.views.circles.pages import to_circle


@members_only
@live_page
def land(request, code):
    try:
        circle = selectors.get_circle_by_code(request.viewer, code).loads()
    except (errors.NotFound, errors.Gone) as refusal:
        return _page(request, code, status=refusal.status)
    return _page(request, code, circle=circle)


@deed()
def accept(request, code):
    """Joins; a link that ended, a full circle and a ban are told in words on the same page."""
    circle = None
    try:
        circle = selectors.get_circle_by_code(request.viewer, code).loads()
        services.accept_circle_invite(request.viewer, code)
    except errors.RateLimited:
        raise
    except errors.Refused as refusal:
        return _page(request, code, circle=circle, refusal=refusal, status=refusal.status)
    return to_circle(request, circle, _("Welcome to %s.") % circle["name"])


def _page(request, code, status=200, circle=None, refusal=None):
    if refusal and refusal.status in (404, 410):
        circle = None  # ended meanwhile
    context = {"circle": circle, "code": code, "refusal": refusal, "here": "circles"}
    return render(request, "web/circles/invited.html", context, status=status)
