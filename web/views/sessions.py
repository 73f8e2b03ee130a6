"""Coming and going: sign up, sign in, sign out."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services, web_session
from topin import errors, limits, sql
from web.doors import local_path, members_only
from web.forms.accounts import SignInForm, SignUpForm


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_up(request):
    """Makes an account; where addresses need no confirmation the browser is signed in at once."""
    return _gate(request, SignUpForm(request.POST or None, viewer=sql.ANONYMOUS), "web/accounts/sign_up.html", _join)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request):
    return _gate(request, SignInForm(request.POST or None), "web/accounts/sign_in.html", _enter)


@require_POST
@members_only
def sign_out(request):
    services.sign_out(request.viewer, "local")
    response = redirect("landing")
    web_session.sign_out(response)
    return response


def _gate(request, form, template, deed):
    """Shows the form to whoever comes: also to a browser whose session was ended."""
    request.viewer = sql.ANONYMOUS
    if form.is_bound and form.is_valid():
        try:
            return deed(request, form.cleaned_data)
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    target = request.POST.get("next") or request.GET.get("next", "")
    return render(request, template, {"form": form, "next": target}, status=form.status)


def _join(request, answers):
    limits.count("signup", limits.address(request)).refuse()
    profile = {name: answers[name] for name in ("display_name", "handle") if answers[name]}
    made = services.sign_up(answers["email"], answers["password"], profile, **_browser(request))
    if made.session is None:
        return render(request, "web/accounts/confirm.html", {"email": answers["email"]})
    return _welcome(request, made.session)


def _enter(request, answers):
    session = services.sign_in(answers["email"], answers["password"], **_browser(request))
    return _welcome(request, session)


def _welcome(request, session):
    response = HttpResponseRedirect(local_path(request.POST.get("next"), resolve_url("home")))
    web_session.sign_in(response, session)
    return response


def _browser(request):
    return {"ip": limits.address(request), "user_agent": request.META.get("HTTP_USER_AGENT", "")}
