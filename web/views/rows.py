"""The row of deeds below a post, after one of them."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from posts import selectors
from web.doors import way_back


def render_actions(request, post_id, **more):
    """The row alone. On the post's own page it has the figures, too."""
    post = selectors.get_post(request.viewer, post_id).loads()
    whole = bool(request.htmx) and request.htmx.current_url_abs_path == reverse("post", args=[post_id])
    return render(request, "web/posts/_actions.html", {"post": post, "whole": whole, **more})


def answer_deed(request, post_id, **more):
    """After a deed with a post: its row where HTMX waits for it, else the page that the form was on."""
    if request.htmx:
        return render_actions(request, post_id, **more)
    return HttpResponseRedirect(way_back(request, reverse("post", args=[post_id])) + f"#post-{post_id}")
