"""What of a request says how somebody goes on from the mail they ask for."""

from django.utils import translation

from accounts import redirects
from accounts.api.auth import bodies
from accounts.way import Way

#: Fields of a body that are read for it.
CHALLENGE = {"code_challenge": str, "code_challenge_method": str}


def way_of(request, body):
    """The Way of a request whose body was read with CHALLENGE among its kinds. Raises ValidationFailed."""
    challenge, method = body["code_challenge"], body["code_challenge_method"]
    bodies.refuse_bad_challenge(challenge, method)
    language = translation.get_language_from_request(request)
    return Way(redirect_target(request), challenge or None, (method or "").lower() or None, language)


def redirect_target(request):
    """Where the caller wants links to lead, as far as that is allowed."""
    wanted = request.GET.get("redirect_to") or request.META.get("HTTP_REDIRECT_TO", "")
    return redirects.allowed(wanted, request.META.get("HTTP_REFERER", ""))
