"""Who would like to join, for those who answer."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from social import circle_selectors as selectors
from social import circle_services as services
from web.doors import deed, live_page, members_only
from web.views.circles.pages import back, circle_of, listed


@members_only
@live_page
def requests(request, slug):
    circle = circle_of(request, slug)
    return listed(
        request,
        "requests",
        circle,
        lambda limit, cursor: selectors.get_circle_requests(request.viewer, circle["id"], limit, cursor),
        tab="requests",
    )


@deed()
def approve(request, slug, user_id):
    services.approve_circle_request(request.viewer, circle_of(request, slug)["id"], user_id)
    return _answered(request, slug, "approved", _("Approved"))


@deed()
def decline(request, slug, user_id):
    services.decline_circle_request(request.viewer, circle_of(request, slug)["id"], user_id)
    return _answered(request, slug, "declined", _("Declined"))


def _answered(request, slug, answer, words):
    """The end of the row; without HTMX the list, without the row."""
    if request.htmx:
        return render(request, "web/requests/_answered.html", {"answer": answer})
    return back(request, reverse("circle_requests", args=[slug]), words)
