"""Making an account."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts import errors, services
from topin import sql
from web.asked import Asked
from web.forms.accounts import SignUpForm, handle_words, password_words
from web.gate import browser_of, count, gate_page, pass_form, target_of, to_mailbox, way, welcome
from web.views.providers import buttons


@gate_page
def sign_up(request):
    """Makes an account; where addresses need no confirmation the browser is signed in at once."""
    form = SignUpForm(request.POST or None, viewer=sql.ANONYMOUS)
    return pass_form(request, form, "web/accounts/sign_up.html", _join, providers=buttons())


def _join(request, answers):
    count(request, "signup")
    target = target_of(request)
    profile = {name: answers[name] for name in ("display_name", "handle") if answers[name]}
    email, password = answers["email"], answers["password"]
    waiting = to_mailbox(Asked("signup", email, target).now())
    try:
        made = services.sign_up(email, password, profile, **browser_of(request), way=way(request, target))
    except errors.MailedJustNow:
        return waiting
    if made.session is None:
        return waiting
    return welcome(request, made.session, target)


@never_cache
@require_safe
def handle_hint(request):
    """Whether a handle can be had, said below its field while it is typed."""
    return hint(request, *handle_words(sql.ANONYMOUS, request.GET.get("handle", "")))


@never_cache
@sensitive_post_parameters("password")
@require_POST
def password_hint(request):
    """What a password still lacks, by the rules that judge it in the end."""
    return hint(request, *password_words(request.POST.get("password", "")))


def hint(request, good, words):
    """The words below a field, for HTMX."""
    return render(request, "web/accounts/_hint.html", {"good": good, "words": words})
