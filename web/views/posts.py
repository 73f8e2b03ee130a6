from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from posts import selectors, serializers, services
from social import circle_selectors as circles
from topin import errors
from topin.rest import checked
from web.doors import count_deed, deed, live_page, members_only, wants_fragment
from web.forms.posts import composer


@live_page
def show(request, post_id):
    """A post on its own page."""
    return render(request, "web/posts/show.html", {"post": selectors.get_post(request.viewer, post_id).loads()})


@require_safe
def actions(request, post_id):
    """The row below a post: asked for again when its counts change."""
    return render_actions(request, post_id)


def render_actions(request, post_id, **more):
    post = selectors.get_post(request.viewer, post_id).loads()
    return render(request, "web/posts/_actions.html", {"post": post, **more})


@members_only
@live_page
def new(request):
    """A page for writing, or its form for the dialog."""
    template = "web/posts/new.html" + ("#form" if wants_fragment(request) else "")
    return render(request, template, {**composer(), "place": "new-post"})


@deed()
def create(request):
    """Publishes a post: its card where a feed waits for it, else the way to it."""
    try:
        post = services.create_post(request.viewer, **checked(serializers.NewPost, request.POST.dict())).loads()
    except errors.Refused as refusal:
        return _refused(request, refusal)
    if not request.htmx:
        return redirect("circle", post["circle"]["slug"]) if post["circle"] else redirect("home")
    if request.htmx.target == "feed":
        return render(request, "web/posts/_card.html", {"post": post, "fresh": True, "circle": post["circle"]})
    return HttpResponse(headers={"HX-Redirect": reverse("home")})


def _refused(request, refusal):
    """The words stay in the form; the reason appears below them."""
    if not request.htmx:
        draft = composer(request.POST, refusal, _circle(request))
        return render(request, "web/posts/new.html", {**draft, "place": "new-post"}, status=refusal.status)
    place = "composer" if request.htmx.target == "feed" else "new-post"
    found = refusal.errors or [{"message": refusal.detail}]
    response = render(request, "web/parts/errors.html", {"found": found}, status=refusal.status)
    response["HX-Retarget"], response["HX-Reswap"] = f"#{place}-error", "innerHTML"
    return response


def _circle(request):
    """The circle that was written to, or None where there is none (any more)."""
    try:
        return circles.get_circle(request.viewer, request.POST.get("circle_id", "")).loads()
    except errors.Refused:
        return None


@require_http_methods(["GET", "POST"])
@members_only
def delete(request, post_id):
    """Asks, then deletes an own post."""
    if request.method == "GET":
        post = selectors.get_post(request.viewer, post_id).loads()
        return render(request, "web/posts/delete.html", {"post": post})
    count_deed(request)
    services.delete_post(request.viewer, post_id)
    if request.htmx and request.htmx.current_url_abs_path != reverse("post", args=[post_id]):
        return HttpResponse()
    home = reverse("home")
    return HttpResponse(headers={"HX-Redirect": home}) if request.htmx else redirect(home)
