"""Changing a post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from posts import selectors, serializers, services
from topin import errors
from topin.rest import checked
from web.doors import count_deed, members_only
from web.forms import media
from web.forms.post_changes import AS_BEFORE, audiences_of, changes, draft_of, is_poll_open
from web.forms.posts import POLL_LENGTHS, composer, typed
from web.views import media_step
from web.views.posts import say_below


@require_http_methods(["GET", "POST"])
@members_only
def edit(request, post_id):
    """The composer over an own post. Drafts and scheduled posts can be published from here."""
    post = selectors.get_post(request.viewer, post_id).loads()
    if not post["viewer"]["is_author"]:
        raise errors.Forbidden()
    if request.method == "GET":
        return _page(request, post, draft_of(post))
    count_deed(request)
    if media_step.is_wanted(request):
        tray, faults = media_step.take(request)
        return _page(request, post, typed(request.POST), tray=tray, reasons=faults)
    try:
        changed = checked(serializers.ChangedPost, changes(post, request.POST))
        if changed:
            post = services.update_post(request.viewer, post_id, **changed).loads()
        if post["status"] != "published" and request.POST.get("do") == "publish":
            post = services.publish_post(request.viewer, post_id).loads()
    except errors.Refused as refusal:
        if request.htmx:
            return say_below(request, refusal, "edit-post")
        words = media.words_of(request.POST)
        tray = media.tray(request.viewer, media.ids_of(request.POST), words)
        return _page(request, post, typed(request.POST), refusal, tray=tray)
    messages.success(request, _("Saved") if post["status"] != "published" or post["edited_at"] else _("Published"))
    address = _address(post)
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)


def _address(post):
    if post["status"] == "published":
        return reverse("post", args=[post["id"]])
    return reverse("drafts" if post["status"] == "draft" else "scheduled_posts")


def _page(request, post, draft, refusal=None, **more):
    context = {
        **composer(draft, refusal, quote=post["quote"]),
        "post": post,
        "place": "edit-post",
        "audiences": audiences_of(post),
        "with_poll_part": is_poll_open(post),
        **more,
    }
    if post["poll"]:
        context["poll_lengths"] = [AS_BEFORE, *POLL_LENGTHS]
    return render(request, "web/posts/edit.html", context, status=refusal.status if refusal else 200)
