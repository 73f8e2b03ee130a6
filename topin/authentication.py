"""Who a request comes from: a bearer token, or the web client's cookie (which then wants CSRF)."""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.middleware.csrf import CsrfViewMiddleware
from rest_framework.authentication import BaseAuthentication

from topin import errors, sql, tokens

COOKIE = "sb-web-auth"


class ViewerAuthentication(BaseAuthentication):
    """The `Viewer` of a REST door's request, which is Django's own, or None for visitors. Asks the database nothing.

    Staff are plain members here: their rights are the console's. Raises NotSignedIn for a token that
    does not count, also where visitors may come, so that a client learns that its token died.
    """

    def authenticate(self, request):
        token = bearer_token(request)
        if token is not None:
            return viewer_of_token(token), None
        viewer = read_cookie(request)
        if viewer is None:
            return None
        refuse_forged(request)
        return viewer, None

    def authenticate_header(self, request):
        return "Bearer"


def bearer_token(request):
    """What stands behind `Authorization: Bearer`, or None."""
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def viewer_of_token(token):
    """Raises NotSignedIn."""
    claims = tokens.verify(token)
    return _member(claims["sub"], claims["session_id"])


@lru_cache(tokens.REMEMBERED)
def _member(user_id, session_id):
    return sql.Viewer.user(UUID(user_id), UUID(session_id))


def read_cookie(request):
    """The viewer whom the web client's cookie names, or None."""
    return viewer_of_cookie(request.COOKIES.get(COOKIE, ""))


def viewer_of_cookie(value):
    """As `read_cookie`, for whoever has only the cookie's text (sockets)."""
    if not value:
        return None
    try:
        user_id, session_id = cookie_signer().unsign(value, max_age=settings.WEB_SESSION_AGE).split(".")
        return sql.Viewer.user(UUID(user_id), UUID(session_id))
    except (BadSignature, ValueError):
        return None


def cookie_signer():
    return TimestampSigner(salt=COOKIE)


class _CsrfCheck(CsrfViewMiddleware):
    def _reject(self, request, reason):
        return reason


def refuse_forged(request):
    """Raises Forbidden `csrf_failed` for an unsafe request without the page's `X-CSRFToken`."""
    check = _CsrfCheck(lambda request: None)
    check.process_request(request)
    reason = check.process_view(request, None, (), {})
    if reason:
        raise errors.Forbidden(f"X-CSRFToken is missing or wrong: {reason}", code="csrf_failed")
