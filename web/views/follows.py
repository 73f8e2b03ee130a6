from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts import selectors
from social import services
from web.doors import deed, way_back


@deed("follow")
def follow(request, user_id):
    services.follow_member(request.viewer, user_id)
    return _answer(request, user_id)


@deed()
def unfollow(request, user_id):
    services.unfollow_member(request.viewer, user_id)
    return _answer(request, user_id)


@deed()
def remove(request, user_id):
    """Removes a follower; HTMX takes the row out of the list."""
    services.remove_follower(request.viewer, user_id)
    if request.htmx:
        return HttpResponse()
    return HttpResponseRedirect(way_back(request, reverse("home")))


def _answer(request, user_id):
    """On the member's own page the counts change too: there the whole header comes back."""
    if not request.htmx:
        return HttpResponseRedirect(way_back(request, reverse("home")))
    profile = selectors.get_profile(request.viewer, user_id).loads()
    if request.htmx.target == "profile":
        return render(request, "web/profiles/_header.html", {"profile": profile, "fresh": True})
    return render(request, "web/profiles/_follow.html", {"member": profile, "fresh": True})
