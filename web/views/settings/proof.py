"""Showing that it is oneself before something dangerous: by the password, or by a code that is mailed."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import selectors, services
from accounts.errors import MailedJustNow, MailsUsedUp
from topin import errors, limits
from web.doors import deed, local_path
from web.forms.base import words_of
from web.gate import way
from web.views.settings.pages import sent, show

TAB = "account"


def proof_form(request, kind, **kwargs):
    """A form of credentials.py that asks for what this member can give."""
    by_code = request.GET.get("by") == "code" or not selectors.has_password(request.viewer)
    return kind(sent(request), by_code=by_code, **kwargs)


def confirm(request, form):
    """Raises WrongProof, RateLimited."""
    services.confirm_identity(request.viewer, **form.proof_given, ip=limits.address(request))


def prove_and_do(request, form, act, template="credential", tab=TAB, **context):
    """Shows the form until `act(answers)` accepts them; then its response."""
    if form.is_bound and form.is_valid():
        try:
            return act(form.cleaned_data)
        except errors.SecondFactorMissing:
            raise
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return show(request, template, tab, form.status, form=form, mails_code=True, **context)


@deed("mail")
def mail_code(request):
    """Mails a code to the member's own address, and leads back to where it is asked for."""
    back = local_path(request.POST.get("next"), reverse(TAB))
    try:
        services.ask_reauthentication(request.viewer, way(request))
        messages.success(request, _("We mailed you a code."))
    except (MailedJustNow, MailsUsedUp) as refusal:
        messages.warning(request, words_of(refusal))
    return HttpResponseRedirect(f"{back.partition('?')[0]}?by=code")
