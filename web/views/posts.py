"""Posts: writing them, reading one, changing it, taking it away and bringing it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from posts import selectors, serializers, services
from social import circle_selectors as circles
from topin import errors
from topin.rest import checked, page_arguments
from web.doors import count_deed, deed, live_page, members_only, older, wants_fragment
from web.forms import media
from web.forms.posts import composer, reasons, sent, typed
from web.threads import conversation
from web.versions import compared
from web.views import media_step
from web.views.rows import render_actions


@live_page
def show(request, post_id):
    """A post on its own page, with what people say to it."""
    post = selectors.get_post(request.viewer, post_id).loads()
    if post["status"] != "published":
        return render(request, "web/posts/show.html", {"post": post})
    context = {"post": post, **conversation(request, post)}
    return render(request, "web/posts/_comments.html" if wants_fragment(request) else "web/posts/show.html", context)


@require_safe
def actions(request, post_id):
    """The row below a post: asked for again when its counts change."""
    return render_actions(request, post_id)


@members_only
@live_page
def new(request):
    """A page for writing, or its form for the dialog; with `?quote=` the quoted post in it."""
    template = "web/posts/new.html" + ("#form" if wants_fragment(request) else "")
    quote = _quoted(request, request.GET)
    # What was said in a circle can be quoted there and nowhere else.
    draft = {"audience": f"circle:{quote['circle']['id']}"} if quote and quote["circle"] else None
    return render(request, template, {**composer(draft, quote=quote), "place": "new-post"})


@deed()
def create(request):
    """Publishes, schedules or keeps a post: its card where a feed waits for it, else the way to it."""
    if media_step.is_wanted(request):
        return _media_step(request)
    try:
        fields = checked(serializers.NewPost, sent(request.POST))
        media.save_words(request.viewer, request.POST)
        post = services.create_post(request.viewer, **fields).loads()
    except errors.Refused as refusal:
        return _refused(request, refusal)
    if post["status"] != "published":
        return _kept(request, post)
    if not request.htmx:
        return redirect("circle", post["circle"]["slug"]) if post["circle"] else redirect("home")
    if request.htmx.target == "feed":
        circle = post["circle"] if "circle_id" in request.POST else None  # in its own feed it need not be named
        return render(request, "web/posts/_card.html", {"post": post, "fresh": True, "circle": circle})
    return HttpResponse(headers={"HX-Redirect": reverse("home")})


def _kept(request, post):
    """A draft or scheduled post is nowhere to be seen: its list is where the words lead."""
    is_draft = post["status"] == "draft"
    address = reverse("drafts" if is_draft else "scheduled_posts")
    on_page = not request.htmx or (request.htmx.current_url_abs_path or "").startswith(reverse("new_post"))
    if on_page:
        messages.success(request, _("Saved as a draft") if is_draft else _("It is published when its time comes"))
        return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)
    words = _("Saved as a draft.") if is_draft else _("It is published when its time comes.")
    response = render(request, "web/posts/_kept.html", {"words": words, "address": address})
    response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
    return response


def _media_step(request):
    """Without a script: the form again, with its pictures."""
    tray, faults = media_step.take(request)
    context = _typed_again(request)
    return render(request, "web/posts/new.html", {**context, "tray": tray, "reasons": faults, "place": "new-post"})


def _typed_again(request, refusal=None):
    quote = _quoted(request, {"quote": request.POST.get("quote_id")})
    context = composer(typed(request.POST), refusal, _circle(request), quote=quote)
    words = media.words_of(request.POST)
    return {**context, "tray": media.tray(request.viewer, media.ids_of(request.POST), words)}


def _refused(request, refusal):
    """The words stay in the form; the reason appears below them."""
    place = "composer" if request.htmx and request.htmx.target == "feed" else "new-post"
    if request.htmx:
        return say_below(request, refusal, place)
    context = _typed_again(request, refusal)
    return render(request, "web/posts/new.html", {**context, "place": place}, status=refusal.status)


def say_below(request, refusal, place):
    """The reasons of a refusal, for the line below a form of HTMX."""
    response = render(request, "web/parts/errors.html", {"found": reasons(refusal)}, status=refusal.status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{place}-error", "innerHTML"
    return response


def _circle(request):
    """The circle that the form belonged to, or None where there is none (any more)."""
    try:
        return circles.get_circle(request.viewer, request.POST.get("circle_id", "")).loads()
    except errors.Refused:
        return None


def _quoted(request, query):
    """The post to be quoted; None where there is none for the viewer."""
    try:
        wanted = checked(serializers.PostIds, {"ids": [query.get("quote")]})["ids"]
        return selectors.get_post(request.viewer, wanted[0]).loads()
    except errors.Refused:
        return None


@live_page
def versions(request, post_id):
    """What a post says and said before, with the words that changed."""
    limit, cursor = page_arguments(request)
    post = selectors.get_post(request.viewer, post_id).loads()
    page = selectors.get_post_versions(request.viewer, post_id, limit, cursor).loads()
    context = {
        "post": post,
        "versions": compared(page["items"]),
        "next": older(request, page),
        "is_older": bool(cursor),
    }
    return render(request, "web/posts/versions.html" + ("#items" if wants_fragment(request) else ""), context)


@live_page
def likers(request, post_id):
    """Who likes a post; where its author keeps that to themselves, the page says so."""
    limit, cursor = page_arguments(request)
    post = selectors.get_post(request.viewer, post_id).loads()
    try:
        page = selectors.get_likers(request.viewer, post_id, limit, cursor).loads()
    except errors.Forbidden:
        return render(request, "web/posts/likers.html", {"post": post, "hidden": True}, status=403)
    context = {"post": post, "people": page["items"], "next": older(request, page), "is_older": bool(cursor)}
    return render(request, "web/posts/likers.html" + ("#items" if wants_fragment(request) else ""), context)


@require_http_methods(["GET", "POST"])
@members_only
def delete(request, post_id):
    """Asks, then deletes an own post; what was published can be brought back from the words that say so."""
    post = selectors.get_post(request.viewer, post_id).loads()
    if request.method == "GET":
        return render(request, "web/posts/delete.html", {"post": post})
    count_deed(request)
    services.delete_post(request.viewer, post_id)
    undoable = post["status"] == "published"
    if request.htmx and request.htmx.current_url_abs_path != reverse("post", args=[post_id]):
        response = render(request, "web/posts/_deleted.html", {"post": post, "undoable": undoable})
        response["HX-Reswap"] = "outerHTML"
        return response
    messages.success(request, _undo_words(post) if undoable else _("Deleted"))
    target = reverse("home") if undoable else reverse("drafts" if post["status"] == "draft" else "scheduled_posts")
    return HttpResponse(headers={"HX-Redirect": target}) if request.htmx else redirect(target)


def _undo_words(post):
    """Without a script the link leads to the list of deleted posts, where the same can be done."""
    return format_html(
        '{} <a href="{}" hx-post="{}" hx-swap="none">{}</a>',
        _("Post deleted."),
        reverse("deleted_posts"),
        reverse("restore_post", args=[post["id"]]),
        _("Undo"),
    )
