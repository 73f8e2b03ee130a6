"""What others see of the member: pictures, handle, words."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import selectors, serializers, services
from topin import errors
from topin.rest import checked
from web.doors import deed, members_only
from web.forms.accounts import handle_words
from web.forms.profiles import HandleForm, PictureForm, ProfileForm
from web.views.settings.pages import go, saved, sent, show, tab_page
from web.views.sign_up import hint

TAB = "edit_profile"


@tab_page
def words(request):
    """Name, words about oneself and the like."""
    me = selectors.get_me(request.viewer).loads()
    form = ProfileForm(sent(request), initial=me)
    if form.is_bound and form.is_valid():
        try:
            services.update_me(request.viewer, checked(serializers.MeChanges, form.cleaned_data))
            messages.success(request, _("Saved"))
            return redirect("profile", me["handle"])
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return _page(request, me, form=form)


@tab_page
def handle(request):
    """Another handle, once in HANDLE_CHANGE_DAYS."""
    me = selectors.get_me(request.viewer).loads()
    form = HandleForm(sent(request), initial=me)
    if form.is_bound and form.is_valid():
        try:
            changed = services.change_handle(request.viewer, form.cleaned_data["handle"]).loads()
            return go(request, TAB, _("You are @%s now.") % changed["handle"])
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return _page(request, me, handle_form=form)


@never_cache
@require_safe
@members_only
def handle_hint(request):
    """As at the sign-up, for somebody who has a handle already."""
    own = selectors.get_page_member(request.viewer).loads()["handle"]
    return hint(request, *handle_words(request.viewer, request.GET.get("handle", ""), own))


@deed("upload")
def change_picture(request, kind):
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _me, ready = services.change_picture(request.viewer, kind, form.cleaned_data["file"])
            return saved(request, TAB, None if ready else _("Your picture is being prepared; it appears in a moment."))
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return _page(request, selectors.get_me(request.viewer).loads(), picture_form=form)


@deed()
def remove_picture(request, kind):
    services.remove_picture(request.viewer, kind)
    return saved(request, TAB)


def _page(request, me, **forms):
    """All of the tab; `forms` holds the one that came back, the others show what is."""
    context = {"form": ProfileForm(initial=me), "handle_form": HandleForm(initial=me)} | forms
    status = max(form.status for form in context.values())
    context |= {
        "profile": me,
        "picture_bytes": settings.PICTURE_BYTES,
        "change_days": settings.HANDLE_CHANGE_DAYS,
        "keep_days": settings.HANDLE_KEEP_DAYS,
    }
    return show(request, "profile", TAB, status, **context)
