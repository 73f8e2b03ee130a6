"""Where the link of a mail leads: a page with one button, for mail scanners open links and must not use them up."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext

from accounts import errors, selectors, services
from topin.errors import Refused
from web.forms.accounts import ConfirmForm
from web.gate import browser_of, count, gate_page, show, target_of, welcome
from web.views.recovery import to_new_password

PAGE, STALE = "web/accounts/confirm.html", "web/accounts/link_stale.html"


@gate_page
def confirm(request):
    """Uses the link up when its button is pressed."""
    given = request.POST or request.GET
    form = ConfirmForm(given)
    if not form.is_valid():
        return show(request, STALE, kind="", status=400)
    kind = form.cleaned_data["type"]
    if request.method == "GET":
        return show(request, PAGE, kind=kind, token_hash=form.cleaned_data["token_hash"])
    try:
        return _use(request, kind, form.cleaned_data["token_hash"])
    except errors.OtpExpired:
        return show(request, STALE, kind=kind, status=403)


def _use(request, kind, token_hash):
    count(request, "verify")
    verified = services.verify_link(kind, token_hash, **browser_of(request))
    if verified.session is None:  # the first of the two addresses of a change
        return show(request, "web/accounts/half_confirmed.html")
    if kind == "recovery":
        return to_new_password(request, verified.session, target_of(request))
    if kind == "email_change":
        messages.success(request, gettext("Your new e-mail address counts from now on."))
        if _is_signed_in_as(request.viewer, verified.session.user_id):
            services.end_session(request.viewer, verified.session.session_id)
            return HttpResponseRedirect(target_of(request) or resolve_url("home"))
    # A link may come from anybody: nobody is to act in an account that is not theirs without seeing it.
    email = verified.session.user["email"]
    messages.success(request, gettext("You are signed in as %(email)s.") % {"email": email})
    return welcome(request, verified.session, target_of(request))


def _is_signed_in_as(viewer, user_id):
    """Such a browser stays as it is: the link proves less than a second factor that was given there."""
    if viewer.user_id != user_id:
        return False
    try:
        selectors.get_page_member(viewer)
    except Refused:
        return False
    return True
