"""A forgotten password: ask, prove by mail, choose another."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext

from accounts import selectors, services
from web import asked as memory
from web.doors import count_deed, members_only
from web.forms.accounts import EmailForm, NewPasswordForm
from web.gate import ask_by_mail, gate_page, pass_form, target_of, way, welcome


@gate_page
def recover(request):
    """Mails a code. Nobody learns whether there is an account with that address."""
    return pass_form(request, EmailForm(request.POST or None), "web/accounts/recover.html", _ask)


def _ask(request, answers):
    return ask_by_mail(request, "recovery", answers["email"], services.ask_recovery)


def to_new_password(request, session, target=""):
    """Lets in whoever proved to read the account's mail, to the page for a new password."""
    page = resolve_url("new_password")
    response = welcome(request, session, f"{page}?{urlencode({'next': target})}" if target else page)
    memory.let_renew_password(response, session)
    return response


@gate_page
@members_only
def new_password(request):
    """Sets a password without the old one, shortly after a mail was answered."""
    viewer = request.viewer
    if not memory.may_renew_password(request):
        return redirect("recover")
    email = selectors.get_me(viewer).loads()["email"]  # here a session that waits is sent to its second factor

    def renew(request, answers):
        count_deed(request, "sensitive")
        services.update_auth_user(viewer, data={}, password=answers["password"], way=way(request))
        messages.success(request, gettext("Your new password counts from now on. Everywhere else you were signed out."))
        response = HttpResponseRedirect(target_of(request) or resolve_url("home"))
        memory.end_renewal(response)
        return response

    form = NewPasswordForm(request.POST or None)
    return pass_form(request, form, "web/accounts/new_password.html", renew, email=email)
