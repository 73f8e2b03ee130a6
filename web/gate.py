"""What the pages before and around sign-in share: their shape, the way on, and letting somebody in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import get_language_from_request, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import mail_requests, selectors, web_session
from accounts.way import Way
from topin import errors, limits, sql
from web import asked as memory
from web.asked import Asked
from web.doors import local_path


def gate_page(view):
    """The door of such a page: a form that nobody keeps, with secrets in it."""
    view = require_http_methods(["GET", "POST"])(view)
    return never_cache(sensitive_post_parameters("password", "code", "token_hash", "access_token")(view))


def pass_form(request, form, template, deed, **context):
    """Shows the form until the deed accepts its answers; then the deed's response."""
    if form.is_bound and form.is_valid():
        try:
            return deed(request, form.cleaned_data)
        except errors.SecondFactorMissing:
            raise
        except errors.Refused as refusal:
            form.show_refusal(refusal)
    return show(request, template, form, **context)


def show(request, template, form=None, status=200, **context):
    """A page of the gate, to whoever comes: also to a browser whose session was ended or waits."""
    request.viewer = sql.ANONYMOUS
    target = context.pop("next", None) or target_of(request)
    query = f"?{urlencode({'next': target})}" if target else ""
    context |= {"form": form, "next": target, "next_query": query}
    response = render(request, template, context, status=form.status if form else status)
    for name, value in (form.refusal.headers if form and form.refusal else {}).items():
        response[name] = value
    return response


def target_of(request):
    """The page of this site that was wanted before sign-in came between, or nothing."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return local_path(target.removeprefix(settings.SITE_URL), "")


def welcome(request, session, target=""):
    """Lets the browser in; a session that waits for its second factor gets as far as that page."""
    response = HttpResponseRedirect(target or resolve_url("home"))
    web_session.sign_in(response, session)
    if selectors.session_kept_account(session.session_id):
        messages.success(request, gettext("Welcome back. Your account stays."))
    memory.forget(response)
    return response


def ask_by_mail(request, kind, email, ask):
    """Has a code mailed by `ask(email, way)`, and leads to the page where it is typed."""
    count_mail(request)
    asked = Asked(kind, email, target_of(request))
    ask(asked.email, way(request, asked.next))
    return to_mailbox(asked.now())


def to_mailbox(asked):
    """To the page where the code is typed."""
    response = redirect("code")
    memory.remember(response, asked)
    return response


def way(request, target=""):
    """How the mail's link leads back here. Mails speak languages that pages do not: the browser's own wish counts."""
    return Way(target or resolve_url("home"), language=get_language_from_request(request), web=True)


def browser_of(request):
    """What a session remembers of where it was started."""
    return {"ip": limits.address(request), "user_agent": request.META.get("HTTP_USER_AGENT", "")}


def count(request, rule):
    """Counts like the API's doors do, by address. Raises RateLimited."""
    limits.count(rule, limits.address(request)).refuse()


def count_mail(request):
    """Counts a mail that is asked for, by the rules of the API's doors. Raises RateLimited, MailsUsedUp."""
    limits.count("signup", limits.address(request), "mails").refuse()
    mail_requests.count(limits.address(request))
