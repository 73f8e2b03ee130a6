"""Signing in through an account elsewhere."""

from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import providers, web_flow
from topin import errors
from web.gate import browser_of, count, show, target_of, way, welcome

#: What people read for a code that the way back brought along.
REASONS = {
    "access_denied": _("You did not let TOPiN in there. Nothing was changed."),
    "user_banned": _("This account is suspended."),
    "signup_disabled": _("New accounts cannot be made at the moment."),
    "provider_email_needs_verification": _(
        "We wrote to the address of that account. The link in the mail lets you in."
    ),
    "validation_failed": _("This way in is not open at the moment."),
    "unexpected_failure": _("The other side did not answer as it should. Please try once more."),
}
#: Those whose mark we have; any other provider goes by its own name.
MARKS = {"google": "Google", "apple": "Apple", "github": "GitHub"}
OTHERWISE = _("It took too long, or it was begun in another browser. Please try once more.")


def buttons():
    """What the pages of sign-up and sign-in offer; nothing where no provider is set up."""
    return [
        {"name": name, "label": MARKS.get(name, name.replace("_", " ").title()), "mark": name in MARKS}
        for name in providers.names()
    ]


@never_cache
@require_safe
def begin(request, provider):
    """By a link, as the page's policy lets no form lead to other sites."""
    count(request, "token")
    try:
        return web_flow.begin(request, provider, way(request, target_of(request)))
    except errors.Refused as refusal:
        return show_failure(request, refusal.code)


@never_cache
@require_safe
def finish(request):
    """The end of the way back: its code counts only in the browser that began."""
    if "code" not in request.GET:
        return show_failure(request, request.GET.get("error_code", ""))
    count(request, "token")
    try:
        session = web_flow.finish(request, request.GET["code"], **browser_of(request))
    except errors.Refused as refusal:
        return show_failure(request, refusal.code)
    return welcome(request, session, target_of(request))


def show_failure(request, code):
    reason = REASONS.get(code, OTHERWISE)
    return show(request, "web/accounts/not_signed_in.html", reason=reason, status=400)
