"""What proves who the member is: address, password, ways to sign in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import selectors, services
from accounts.services.codes import both_must_agree
from web.doors import deed
from web.forms.credentials import EmailChangeForm, PasswordChangeForm
from web.gate import way
from web.views.settings.pages import go, show, tab_page
from web.views.settings.proof import TAB, confirm, proof_form, prove_and_do

#: Providers as people write them.
NAMES = {"email": gettext_lazy("E-mail"), "github": "GitHub"}


@tab_page
def account(request):
    viewer = request.viewer
    user = selectors.get_auth_user(viewer.user_id).loads()
    context = {
        "account": user,
        "both_agree": both_must_agree(),
        "has_password": selectors.has_password(viewer),
        "factors": [factor for factor in selectors.get_factors(viewer) if factor["status"] == "verified"],
        "identities": _identities(user["identities"]),
    }
    return show(request, "account", TAB, **context)


def _identities(found):
    """Each with what it is called, and whether it may go: the last one stays, and the address goes with it."""
    several = len(found) > 1
    return [
        identity
        | {
            "label": NAMES.get(identity["provider"], identity["provider"].title()),
            "removable": several and identity["provider"] != "email",
        }
        for identity in found
    ]


@tab_page
def change_email(request):
    form = proof_form(request, EmailChangeForm)

    def change(answers):
        confirm(request, form)
        services.update_auth_user(request.viewer, data={}, email=answers["email"], way=way(request))
        return go(request, TAB, _("We wrote to you. Open the link in the mail."))

    context = {
        "heading": _("Change e-mail"),
        "words": _("We write to the old address and to the new one; the change counts when both have said yes.")
        if both_must_agree()
        else _("The change counts when the link in our mail was opened."),
        "button": _("Change e-mail"),
    }
    return prove_and_do(request, form, change, **context)


@tab_page
def change_password(request):
    form = proof_form(request, PasswordChangeForm)

    def change(answers):
        code = form.proof_given.get("code")  # used up together with the change: a weak password does not cost it
        if code is None:
            confirm(request, form)
        services.update_auth_user(request.viewer, data={}, password=answers["password"], nonce=code, way=way(request))
        return go(request, TAB, _("Your new password counts from now on. Everywhere else you were signed out."))

    context = {
        "heading": _("Change password"),
        "words": _("A new password signs you out everywhere else."),
        "button": _("Change password"),
    }
    return prove_and_do(request, form, change, **context)


@deed()
def remove_identity(request, identity_id):
    services.remove_identity(request.viewer, identity_id)
    return go(request, TAB, _("Unlinked."))
