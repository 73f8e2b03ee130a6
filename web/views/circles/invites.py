"""Inviting people by handle and by link, for a circle's staff."""

from django.http import HttpResponse
from django.shortcuts import redirect

from social import circle_selectors as selectors
from social import circle_services as services
from topin import errors
from web.doors import deed, live_page, members_only
from web.forms.circles import InviteForm, LinkForm, invited_words
from web.views.circles.handles import members_called
from web.views.circles.pages import circle_of, listed


@members_only
@live_page
def invites(request, slug):
    return _page(request, circle_of(request, slug))


@deed()
def invite(request, slug):
    """Invites by handle, and says what came of each."""
    circle = circle_of(request, slug)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, circle, form.status, invite_form=form)
    try:
        results = _invite(request.viewer, circle, form.cleaned_data["handles"])
    except errors.Refused as refusal:
        form.show_refusal(refusal)
        return _page(request, circle, form.status, invite_form=form)
    return _page(request, circle, results=results)


def _invite(viewer, circle, handles):
    """(handles, words) for each thing that came of it."""
    found, missing = members_called(viewer, handles)
    by_status = {"not_found": missing} if missing else {}
    results = services.invite_to_circle(viewer, circle["id"], list(found)).loads()["results"] if found else []
    for result in results:
        by_status.setdefault(result["status"], []).append(found[result["user_id"]])
    return invited_words(by_status)


@deed()
def create_link(request, slug):
    """Makes a link; its address is shown this once."""
    circle = circle_of(request, slug)
    form = LinkForm(request.POST)
    if form.is_valid():
        try:
            return _page(
                request, circle, link=services.create_circle_link(request.viewer, circle["id"], **form.terms())
            )
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return _page(request, circle, form.status, link_form=form)


@deed()
def end_link(request, slug, invite_id):
    services.end_circle_link(request.viewer, circle_of(request, slug)["id"], invite_id)
    return HttpResponse() if request.htmx else redirect("circle_invites", slug)


def _page(request, circle, status=200, **context):
    context = {"invite_form": InviteForm(), "link_form": LinkForm()} | context
    return listed(
        request,
        "invites",
        circle,
        lambda limit, cursor: selectors.get_circle_links(request.viewer, circle["id"], limit, cursor),
        tab="invites",
        status=status,
        **context,
    )
