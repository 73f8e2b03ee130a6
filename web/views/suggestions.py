"""Whom a member may want to follow: the page, and the answer that somebody shall not be shown again."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from social import services
from topin.rest import page_arguments
from web.doors import deed, live_page, members_only, older, wants_fragment, way_back
from web.suggested import as_people


@members_only
@live_page
def show(request):
    """Whom the member may want to follow, best first, each with the reason."""
    limit, cursor = page_arguments(request)
    page = services.get_suggestions(request.viewer, limit, cursor).loads()
    context = {
        "people": as_people(page),
        "next": older(request, page),
        "is_older": bool(cursor),
        "here": "suggestions",
    }
    return render(request, "web/suggestions/list.html" + ("#items" if wants_fragment(request) else ""), context)


@deed()
def dismiss(request, user_id):
    """Never again; HTMX takes the row away."""
    services.dismiss_suggestion(request.viewer, user_id)
    if request.htmx:
        return HttpResponse()
    return HttpResponseRedirect(way_back(request, reverse("suggestions")))
