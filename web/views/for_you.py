"""The for-you feed: reading it, saying more or less, and how it is ranked."""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from posts import selectors, serializers, services
from topin.rest import checked, page_arguments
from web.doors import deed, live_page, members_only, older, wants_fragment, way_back
from web.ranking import explained


def nobody_ahead(view):
    """The door of a page that counts as read once it was asked for: not for browsers that only fetch ahead."""

    @wraps(view)
    def door(request, *args, **kwargs):
        if request.method != "GET" or "prefetch" in request.headers.get("Sec-Purpose", ""):
            return HttpResponse(status=503, headers={"Cache-Control": "no-store"})
        return view(request, *args, **kwargs)

    return door


@nobody_ahead
@members_only
@live_page
def show(request):
    """What the member may like, each post with the reason; whatever it shows counts as seen."""
    limit, cursor = page_arguments(request)
    page = services.get_for_you(request.viewer, limit, cursor).loads()
    context = {
        "posts": page["items"],
        "next": older(request, page),
        "is_older": bool(cursor),
        "here": "home",
        "feed": "for_you",
    }
    return render(request, "web/feed/for_you.html" + ("#items" if wants_fragment(request) else ""), context)


@deed()
def give_feedback(request, post_id):
    """Less takes the card away and says how to go back; more brings back what was taken away."""
    kind = checked(serializers.Feedback, request.POST.dict())["kind"]
    services.give_feedback(request.viewer, post_id, kind=kind)
    words = _("You will see more like this.") if kind == "more" else _("You will see less like this.")
    if not request.htmx:
        messages.success(request, words)
        return HttpResponseRedirect(way_back(request, reverse("for_you")))
    post = selectors.get_post(request.viewer, post_id).loads()
    template = "web/feed/_less.html" if kind == "less" else "web/feed/_more.html"
    is_back = kind == "more" and (request.htmx.target or "").startswith("post-")
    return render(request, template, {"post": post, "words": words, "is_back": is_back})


@members_only
@live_page
def ranking(request):
    """How for-you feeds are ranked: the weights and rules that hold now."""
    found = selectors.get_ranking(request.viewer).loads()
    return render(request, "web/feed/ranking.html", {**explained(found), "here": "home"})
