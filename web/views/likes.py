from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from posts import services
from web.doors import members_only, way_back
from web.views.posts import render_actions


@require_POST
@members_only
def like(request, post_id):
    services.like_post(request.viewer, post_id)
    return _answer(request, post_id, just_liked=True)


@require_POST
@members_only
def unlike(request, post_id):
    services.unlike_post(request.viewer, post_id)
    return _answer(request, post_id, just_liked=False)


def _answer(request, post_id, just_liked):
    if request.htmx:
        return render_actions(request, post_id, just_liked=just_liked)
    return HttpResponseRedirect(way_back(request, reverse("post", args=[post_id])) + f"#post-{post_id}")
