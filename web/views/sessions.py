"""Coming and going: sign in, with a password or with a mailed code, and sign out."""

from contextlib import suppress

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts import errors, services, web_session
from topin.errors import NotSignedIn
from web.asked import Asked
from web.doors import members_only
from web.forms.accounts import EmailForm, SignInForm
from web.gate import ask_by_mail, browser_of, count_mail, gate_page, pass_form, target_of, to_mailbox, way, welcome
from web.views.providers import buttons


@gate_page
def sign_in(request):
    form = SignInForm(request.POST or None)
    return pass_form(request, form, "web/accounts/sign_in.html", _enter, providers=buttons())


def _enter(request, answers):
    try:
        session = services.sign_in(answers["email"], answers["password"], **browser_of(request))
    except errors.EmailNotConfirmed:
        return _confirm_first(request, answers["email"])
    return welcome(request, session, target_of(request))


def _confirm_first(request, email):
    """The password was right: the way on is another mail, not a reproach."""
    asked = Asked("signup", email, target_of(request))
    with suppress(errors.MailedJustNow, errors.MailsUsedUp):  # then that page's button is for later
        count_mail(request)
        services.ask_again("signup", email, way(request, asked.next))
    return to_mailbox(asked.now())


@gate_page
def sign_in_by_code(request):
    """Mails a code. Nobody learns whether there is an account with that address."""
    return pass_form(request, EmailForm(request.POST or None), "web/accounts/sign_in_by_code.html", _ask)


def _ask(request, answers):
    return ask_by_mail(request, "email", answers["email"], services.ask_sign_in_code)


@require_POST
@members_only
def sign_out(request):
    """Also of a session that still waits for its second factor, or that ended meanwhile."""
    with suppress(NotSignedIn):
        services.sign_out(request.viewer.though_waiting(), "local")
    response = redirect("landing")
    web_session.sign_out(response)
    return response
