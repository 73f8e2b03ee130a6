"""Leaving."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import services, web_session
from topin import limits
from web.doors import count_deed
from web.forms.credentials import DeletionForm
from web.templatetags.pages import moment
from web.views.settings.pages import tab_page
from web.views.settings.proof import proof_form, prove_and_do


@tab_page
def delete(request):
    """Asks for a proof and a yes; then the account is gone for others, and erased when the grace is over."""
    form = proof_form(request, DeletionForm)

    def leave(answers):
        count_deed(request, "sensitive")
        asked = services.ask_deletion(request.viewer, **form.proof_given, ip=limits.address(request))
        day = date_format(moment(asked["erases_at"]), "DATE_FORMAT")
        messages.success(request, _("Your account will be erased on %s. Until then, signing in brings it back.") % day)
        response = redirect("landing")
        web_session.sign_out(response)
        return response

    return prove_and_do(request, form, leave, "delete", "your_data", grace_days=settings.DELETION_GRACE_DAYS)
