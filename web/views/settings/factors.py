"""The second factor: switched on in two steps, off with a proof."""

from uuid import UUID

import segno
from django.core import signing
from django.utils.translation import gettext as _

from accounts import selectors, services
from topin import errors, limits
from web.doors import count_deed
from web.forms.credentials import FactorCodeForm, NameFactorForm, ProofForm
from web.views.settings.pages import go, sent, show, tab_page
from web.views.settings.proof import TAB, confirm, proof_form, prove_and_do

SALT = "web.settings.factor"


@tab_page
def add(request):
    """First the proof that it is them, then the QR code: whoever finds an open browser gets no factor of theirs in."""
    form = proof_form(request, NameFactorForm)

    def enrol(answers):
        confirm(request, form)
        _forget_unfinished(request.viewer, answers["friendly_name"])
        made = services.enrol_factor(request.viewer, friendly_name=answers["friendly_name"], issuer="TOPiN")
        shown = {"factor": made["id"], "uri": made["totp"]["uri"], "secret": made["totp"]["secret"]}
        return _show_code(request, FactorCodeForm(initial={"ticket": signing.dumps(shown, salt=SALT)}), shown)

    context = {
        "heading": _("Set up a second factor"),
        "words": _("You need an authenticator app, for example on your phone."),
        "button": _("Continue"),
    }
    return prove_and_do(request, form, enrol, **context)


def _forget_unfinished(viewer, name):
    """Whoever closed the page of the QR code begins anew, and is not told of an app that no page shows."""
    for factor in selectors.get_factors(viewer):
        if factor["status"] == "unverified" and factor["friendly_name"] == name:
            services.remove_factor(viewer, UUID(factor["id"]))


@tab_page
def verify(request):
    """The app's first code switches the factor on."""
    form = FactorCodeForm(sent(request))
    shown = _read_ticket(request.POST.get("ticket", ""))
    if form.is_valid():
        count_deed(request, "verify")
        try:
            _verify(request, UUID(shown["factor"]), form.cleaned_data["code"])
            return go(request, TAB, _("Your second factor is on. All other sessions were ended."))
        except errors.SecondFactorMissing:
            raise
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return _show_code(request, form, shown)


def _read_ticket(text):
    """Raises NotFound."""
    try:
        return signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise errors.NotFound() from None


def _verify(request, factor_id, code):
    ip = limits.address(request)
    challenge = services.challenge_factor(request.viewer, factor_id, ip=ip)
    services.verify_factor(request.viewer, factor_id, UUID(challenge["id"]), code, ip=ip)


def _show_code(request, form, shown):
    code = segno.make(shown["uri"], error="m", micro=False)
    qr = code.svg_data_uri(scale=5, border=2, dark="#1e1c18", light="#ffffff")
    return show(request, "add_factor", TAB, form.status, form=form, qr=qr, secret=shown["secret"])


@tab_page
def remove(request, factor_id):
    name = _name_of(request, factor_id)
    form = proof_form(request, ProofForm)

    def drop(answers):
        confirm(request, form)
        services.remove_factor(request.viewer, factor_id)
        return go(request, TAB, _("The second factor was removed."))

    context = {
        "heading": _("Remove the second factor"),
        "words": _("%s will no longer be asked for when you sign in.") % name,
        "button": _("Remove it"),
        "dangerous": True,
    }
    return prove_and_do(request, form, drop, **context)


def _name_of(request, factor_id):
    """Raises NotFound."""
    for factor in selectors.get_factors(request.viewer):
        if factor["id"] == str(factor_id):
            return factor["friendly_name"] or _("Authenticator app")
    raise errors.NotFound()
