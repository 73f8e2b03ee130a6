"""What one wrote and nobody else sees: drafts, what is scheduled, what was deleted."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from posts import selectors, services
from topin import errors
from topin.rest import page_arguments
from web.doors import deed, live_page, members_only, older, wants_fragment, way_back
from web.forms.posts import reasons


@members_only
@live_page
def drafts(request):
    return _list(request, "drafts", selectors.get_drafts)


@members_only
@live_page
def scheduled(request):
    """The next one first."""
    return _list(request, "scheduled", selectors.get_scheduled_posts)


@members_only
@live_page
def deleted(request):
    """The last one deleted first, as long as it can be brought back."""
    return _list(request, "deleted", selectors.get_deleted_posts)


def _list(request, kind, ask):
    limit, cursor = page_arguments(request)
    page = ask(request.viewer, limit, cursor).loads()
    context = {
        "posts": page["items"],
        "next": older(request, page),
        "is_older": bool(cursor),
        "kind": kind,
        "days": settings.POST_RESTORE_DAYS,
    }
    return render(request, f"web/posts/{kind}.html" + ("#items" if wants_fragment(request) else ""), context)


@deed()
def publish(request, post_id):
    """Publishes a draft or scheduled post now."""
    try:
        services.publish_post(request.viewer, post_id)
    except errors.NotFound:
        raise
    except errors.Refused as refusal:
        messages.error(request, reasons(refusal)[0]["message"])
        return HttpResponseRedirect(way_back(request, reverse("drafts")))
    messages.success(request, _("Published"))
    return redirect("post", post_id)


@deed()
def restore(request, post_id):
    """Brings an own deleted post back: where it was deleted it stands again in its place."""
    post = services.restore_post(request.viewer, post_id).loads()
    if request.htmx and (request.htmx.target or "").startswith("gone-"):
        return render(request, "web/posts/_card.html", {"post": post})
    messages.success(request, _("It is back"))
    address = reverse("post", args=[post_id])
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)
