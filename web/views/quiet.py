"""Blocking and muting, from a member's page and from the list of those whom one blocked or muted."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts import selectors
from social import services
from web.doors import count_deed, deed, members_only, way_back


@require_http_methods(["GET", "POST"])
@members_only
def block(request, user_id):
    """Asks, then blocks."""
    profile = selectors.get_profile(request.viewer, user_id).loads()
    if request.method == "GET":
        return render(request, "web/profiles/block.html", {"profile": profile})
    count_deed(request)
    services.block_member(request.viewer, user_id)
    return _to_profile(request, profile)


@deed()
def unblock(request, user_id):
    services.unblock_member(request.viewer, user_id)
    return _answer(request, user_id)


@deed()
def mute(request, user_id):
    services.mute_member(request.viewer, user_id)
    return _answer(request, user_id)


@deed()
def unmute(request, user_id):
    services.unmute_member(request.viewer, user_id)
    return _answer(request, user_id)


def _answer(request, user_id):
    """On the member's page it is read anew, for posts come or go with it; in a list the row goes."""
    if request.htmx and (request.htmx.target or "").startswith("quiet-"):
        return HttpResponse()
    if request.htmx:
        return _to_profile(request, selectors.get_profile(request.viewer, user_id).loads())
    return HttpResponseRedirect(way_back(request, reverse("blocked_members")))


def _to_profile(request, profile):
    page = reverse("profile", args=[profile["handle"]])
    return HttpResponse(headers={"HX-Redirect": page}) if request.htmx else redirect(page)
