"""A circle's own page: what is posted in it, and coming and going."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from posts import selectors as posts
from social import circle_selectors as selectors
from social import circle_services as services
from topin.rest import page_arguments
from web.doors import count_deed, deed, live_page, members_only, older, wants_fragment
from web.forms.posts import composer
from web.views.circles.pages import STAFF, back, circle_of, show, to_circle


@live_page
def page(request, slug):
    """Its header for whoever may see it; its posts for those who may read them."""
    limit, cursor = page_arguments(request)
    circle = circle_of(request, slug)
    role = circle["viewer"]["role"]
    readable = bool(role) or circle["visibility"] == "public"
    found = {"items": [], "next_cursor": None}
    if readable:
        found = posts.get_posts_with_counts(request.viewer, circle["id"], limit, cursor).loads()
    context = {
        "posts": found["items"],
        "next": older(request, found),
        "is_older": bool(cursor),
        "readable": readable,
        **composer(circle=circle),
    }
    if wants_fragment(request):
        return show(request, "show.html#items", circle, **context)
    return show(request, "show.html", circle, **context, **_waiting(request, circle))


def _waiting(request, circle):
    """What waits for the viewer's answer here: their invite, or others' requests."""
    if not request.viewer.is_member:
        return {}
    if circle["viewer"]["role"] in STAFF:
        return {"asked": selectors.get_circle_requests(request.viewer, circle["id"], 1).loads()["items"]}
    if circle["viewer"]["role"] or circle["viewer"]["banned"]:
        return {}
    invites = selectors.get_circle_invites(request.viewer, 100).loads()["items"]
    return {"invite": next((i for i in invites if i["circle"]["id"] == circle["id"]), None)}


@deed()
def join(request, slug):
    """Joins or asks to: its button in a list, the circle's page elsewhere."""
    circle = circle_of(request, slug)
    joined = services.join_circle(request.viewer, circle["id"]).loads()
    if request.htmx:
        circle["viewer"] |= {"role": joined["role"], "requested": joined["requested"]}
        return render(request, "web/circles/_join.html", {"circle": circle, "size": "btn-small", "live": True})
    if joined["role"]:
        return to_circle(request, circle, _("Welcome to %s.") % circle["name"])
    return back(request, reverse("circle", args=[circle["slug"]]), _("You asked to join. You will see it here."))


@require_http_methods(["GET", "POST"])
@members_only
def leave(request, slug):
    """Asks, then leaves; a request is withdrawn without a question."""
    circle = circle_of(request, slug)
    if request.method == "GET":
        is_in = circle["viewer"]["role"] is not None
        return show(request, "leave.html", circle) if is_in else redirect("circle", circle["slug"])
    count_deed(request)
    services.leave_circle(request.viewer, circle["id"])
    if circle["viewer"]["requested"]:
        return back(request, reverse("circle", args=[circle["slug"]]), _("You do not ask to join any more."))
    messages.success(request, _("You left %s.") % circle["name"])
    return redirect("circles")


@deed()
def decline(request, slug):
    """Ends an own invite without a word to who invited."""
    services.decline_circle_invite(request.viewer, circle_of(request, slug)["id"])
    return back(request, reverse("circles"), _("Declined"))
