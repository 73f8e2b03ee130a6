"""Coming and going: sign up, sign in, sign out."""

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services, web_session
from topin import errors
from topin.limits import address
from web.doors import local_path
from web.forms.accounts import SignInForm, SignUpForm


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_up(request):
    """Makes an account and is signed in at once, where addresses need no confirmation."""
    return _gate(request, SignUpForm, "web/accounts/sign_up.html", _join)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request):
    return _gate(request, SignInForm, "web/accounts/sign_in.html", _enter)


def _gate(request, form_class, template, deed):
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return deed(request, form.cleaned_data)
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    target = request.POST.get("next") or request.GET.get("next", "")
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, "next": target}, status=status)
