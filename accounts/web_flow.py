"""Sign-in through a provider for the web client: what comes back counts only in the browser that went.

Else somebody could send a member the end of their own way, and have them act in a foreign account
(login CSRF). The browser keeps a secret in a cookie, and the code at the end is stored together with it.
"""

from secrets import token_urlsafe

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponseRedirect

from accounts.errors import FlowStateNotFound
from accounts.services.codes import exchange_code
from accounts.services.oauth import begin_oauth, bound

COOKIE = "sb-web-flow"


def begin(request, provider, way):
    """The response that sends this browser to the provider. Raises UnsupportedProvider, ProviderFailed."""
    binding = _binding(request) or token_urlsafe(32)  # the same in all tabs: none spoils the other's way
    response = HttpResponseRedirect(begin_oauth(provider, way=way, binding=binding))
    response.set_cookie(
        COOKIE,
        _signer().sign(binding),
        max_age=_age(),
        secure=settings.SECURE_SITE,
        httponly=True,
        samesite="Lax",
    )
    return response


def finish(request, auth_code, *, ip, user_agent):
    """The Session that this browser's way ends with. Raises FlowStateNotFound (also for another's code), UserBanned."""
    binding = _binding(request)
    if not binding or not auth_code:
        raise FlowStateNotFound()
    return exchange_code(bound(auth_code, binding), "", ip=ip, user_agent=user_agent)


def _binding(request):
    try:
        return _signer().unsign(request.COOKIES.get(COOKIE, ""), max_age=_age())
    except BadSignature:
        return None


def _signer():
    return TimestampSigner(salt=COOKIE)


def _age():
    """Seconds: the way there and back, and the code's life."""
    return 2 * settings.GOTRUE_FLOW_EXP
