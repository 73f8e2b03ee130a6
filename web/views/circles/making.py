"""Opening, changing and closing a circle."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from social import circle_serializers as serializers
from social import circle_services as services
from topin import errors
from topin.rest import checked
from web.doors import count_deed, deed, members_only
from web.forms.circles import CircleForm, CloseForm
from web.views.circles.pages import circle_of, show, to_circle


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request):
    """A form for a circle of one's own; then the circle."""
    form = CircleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        count_deed(request)
        try:
            made = services.create_circle(request.viewer, **checked(serializers.NewCircle, form.answers())).loads()
            return to_circle(request, made, _("Here it is. Invite somebody."))
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return render(request, "web/circles/new.html", {"form": form, "here": "circles"}, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def manage(request, slug):
    """The owner's settings of a circle."""
    circle = _owned(request, slug)
    form = CircleForm(request.POST if request.method == "POST" else None, initial=circle)
    if form.is_bound and form.is_valid():
        count_deed(request)
        try:
            changes = checked(serializers.CircleChanges, form.answers(), partial=True)
            changed = services.update_circle(request.viewer, circle["id"], changes).loads()
            messages.success(request, _("Saved"))
            return redirect("manage_circle", changed["slug"])
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return _page(request, circle, form=form)


@deed()
def close(request, slug):
    """Closes a circle whose name was typed once more."""
    circle = _owned(request, slug)
    form = CloseForm(request.POST, slug=circle["slug"])
    if not form.is_valid():
        return _page(request, circle, close_form=form)
    services.close_circle(request.viewer, circle["id"])
    messages.success(request, _("%s is closed.") % circle["name"])
    return redirect("circles")


def _owned(request, slug):
    circle = circle_of(request, slug)
    if circle["viewer"]["role"] != "owner":
        raise errors.Forbidden(_("Only the owner of this circle can do this."))
    return circle


def _page(request, circle, **forms):
    context = {"form": CircleForm(initial=circle), "close_form": CloseForm(slug=circle["slug"])} | forms
    return show(request, "manage.html", circle, max(f.status for f in context.values()), tab="settings", **context)
