from django.http import HttpResponseRedirect
from django.urls import reverse

from posts import services
from web.doors import deed, way_back
from web.views.posts import render_actions


@deed()
def like(request, post_id):
    services.like_post(request.viewer, post_id)
    return _answer(request, post_id, just_liked=True)


@deed()
def unlike(request, post_id):
    services.unlike_post(request.viewer, post_id)
    return _answer(request, post_id, just_liked=False)


def _answer(request, post_id, just_liked):
    if request.htmx:
        return render_actions(request, post_id, just_liked=just_liked)
    return HttpResponseRedirect(way_back(request, reverse("post", args=[post_id])) + f"#post-{post_id}")
