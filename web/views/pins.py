"""Which post stands first on one's own profile."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from posts import services
from web.doors import deed, way_back


@deed()
def pin(request, post_id):
    services.pin_post(request.viewer, post_id)
    return _back(request, post_id, _("Pinned to your profile"))


@deed()
def unpin(request, post_id):
    services.unpin_post(request.viewer, post_id)
    return _back(request, post_id, _("Not pinned any more"))


def _back(request, post_id, words):
    messages.success(request, words)
    return HttpResponseRedirect(way_back(request, reverse("post", args=[post_id])) + f"#post-{post_id}")
