"""Bookmarks and their folders: seen by nobody but whose they are."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from posts import selectors, serializers, services
from topin import errors
from topin.rest import checked, page_arguments
from web.doors import count_deed, deed, live_page, members_only, older, wants_fragment, way_back
from web.views.rows import answer_deed


@members_only
@live_page
def show(request):
    """All bookmarks, or those of a folder, newest first."""
    limit, cursor = page_arguments(request)
    folder = request.GET.get("folder", "")
    page = selectors.get_bookmarks(request.viewer, folder, limit, cursor).loads()
    context = {
        "items": page["items"],
        "next": older(request, page, **({"folder": folder} if folder else {})),
        "is_older": bool(cursor),
        "folder": folder,
        "here": "bookmarks",
    }
    if wants_fragment(request):
        return render(request, "web/bookmarks/list.html#items", context)
    return render(request, "web/bookmarks/list.html", context | {"folders": _folders(request)})


@deed()
def create_folder(request):
    try:
        name = checked(serializers.NewBookmarkFolder, request.POST.dict())["name"]
        folder = services.create_bookmark_folder(request.viewer, name).loads()
    except errors.Refused as refusal:
        messages.error(request, _reason(refusal))
        return redirect("bookmarks")
    return HttpResponseRedirect(f"{reverse('bookmarks')}?{urlencode({'folder': folder['name']})}")


@deed()
def bookmark(request, post_id):
    services.bookmark_post(request.viewer, post_id)
    return answer_deed(request, post_id)


@deed()
def unbookmark(request, post_id):
    """Also of a post that is no longer there for the viewer: then only the list can be left with."""
    services.unbookmark_post(request.viewer, post_id)
    if request.htmx and (request.htmx.target or "").startswith("kept-"):
        return HttpResponse()
    if request.htmx:
        return answer_deed(request, post_id)
    return HttpResponseRedirect(way_back(request, reverse("bookmarks")))


@require_http_methods(["GET", "POST"])
@members_only
def choose_folder(request, post_id):
    """Asks for a folder, then keeps the post there."""
    post = selectors.get_post(request.viewer, post_id).loads()
    if request.method == "GET":
        return _choice(request, post)
    count_deed(request)
    try:
        folder = _into(request, post_id)
    except errors.Refused as refusal:
        return _choice(request, post, refusal)
    words = _("Saved to %s") % folder if folder else _("Saved to your bookmarks")
    if request.htmx:
        post["viewer"]["bookmarked"] = True
        return render(request, "web/bookmarks/saved.html", {"post": post, "words": words})
    messages.success(request, words)
    return HttpResponseRedirect(way_back(request, reverse("bookmarks")))


def _into(request, post_id):
    """The name of the folder, made where it is new; None for none."""
    wanted = request.POST.get("name", "").strip() or request.POST.get("folder") or None
    folder = checked(serializers.BookmarkChoice, {"folder": wanted})["folder"]
    return services.bookmark_post(request.viewer, post_id, folder).loads()["folder"]


def _choice(request, post, refusal=None):
    template = "web/bookmarks/choose.html" + ("#form" if wants_fragment(request) else "")
    context = {"post": post, "folders": _folders(request), "refusal": refusal and _reason(refusal)}
    response = render(request, template, context, status=refusal.status if refusal else 200)
    response["HX-Retarget"], response["HX-Reswap"] = "#folders-body", "innerHTML"
    return response


def _folders(request):
    return selectors.get_bookmark_folders(request.viewer).loads()["items"]


def _reason(refusal):
    return refusal.errors[0].message if refusal.errors else refusal.detail
