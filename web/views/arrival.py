"""Where the API's own links end when they lead to this site: tokens, a message or an error behind the `#`.

What stands there is said by whoever made the link: no word of it is shown, only chosen from words of ours.
"""

from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import selectors, web_session
from topin.errors import NotSignedIn
from web.gate import count, show, target_of, welcome
from web.views.confirm import STALE
from web.views.providers import show_failure
from web.views.recovery import to_new_password


@never_cache
@sensitive_post_parameters("access_token")
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request):
    """Its script takes the fragment out of the address at once, and sends the token in by a form: then it asks.

    A link may come from anybody, and would else have its reader act in an account that is not theirs.
    """
    return _ask(request) if request.method == "POST" else _take_in(request)


def _take_in(request):
    said = request.GET.get("said")
    if said == "message":  # the first of the two addresses of a change
        return show(request, "web/accounts/half_confirmed.html")
    if said == "otp_expired":
        return show(request, STALE, kind="", status=403)
    if said:
        return show_failure(request, said)
    return show(request, "web/accounts/arrival.html")


def _ask(request):
    """Whether to go on as whom the token is of, by the address of that account."""
    count(request, "verify")
    is_member, token = request.viewer.is_member, request.POST.get("access_token", "")
    try:
        email = selectors.get_auth_user(web_session.adopt(token).user_id).loads()["email"]
    except NotSignedIn:
        return show(request, STALE, kind="", status=403)
    given = {"access_token": token, "type": request.POST.get("type", "")}
    return show(request, "web/accounts/arrival_asks.html", is_member=is_member, email=email, given=given)


@never_cache
@sensitive_post_parameters("access_token")
@require_POST
def adopt(request):
    """Signs the browser in to the session of an access token."""
    count(request, "verify")
    try:
        session = web_session.adopt(request.POST.get("access_token", ""))
    except NotSignedIn:
        return show(request, STALE, kind="", status=403)
    if request.POST.get("type") == "recovery":
        return to_new_password(request, session, target_of(request))
    return welcome(request, session, target_of(request))
