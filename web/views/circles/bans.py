"""Whom a circle does not let in."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from social import circle_selectors as selectors
from social import circle_services as services
from topin import errors
from web.doors import deed, live_page, members_only
from web.forms.circles import BanForm
from web.views.circles.handles import member_called
from web.views.circles.pages import back, circle_of, listed


@members_only
@live_page
def bans(request, slug):
    return _page(request, circle_of(request, slug), BanForm())


@deed()
def ban(request, slug):
    """Bans somebody by handle, in the circle or not."""
    circle = circle_of(request, slug)
    form = BanForm(request.POST)
    if form.is_valid():
        try:
            person = member_called(request.viewer, form.cleaned_data["handle"])
            services.ban_from_circle(request.viewer, circle["id"], person["id"])
            return back(request, reverse("circle_bans", args=[slug]), _("@%s is banned.") % person["handle"])
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return _page(request, circle, form, status=form.status)


@deed()
def unban(request, slug, user_id):
    services.unban_from_circle(request.viewer, circle_of(request, slug)["id"], user_id)
    return HttpResponse() if request.htmx else redirect("circle_bans", slug)


def _page(request, circle, form, **context):
    return listed(
        request,
        "bans",
        circle,
        lambda limit, cursor: selectors.get_circle_bans(request.viewer, circle["id"], limit, cursor),
        tab="bans",
        form=form,
        **context,
    )
