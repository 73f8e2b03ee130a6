"""What every page passes."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

from web.look import nearest


class LanguageMiddleware:
    """Pages speak the language that this browser's reader chose, else one of those the browser asks for.

    The choice is a setting of the member; whole pages read it (templatetags/look.py), and the cookie keeps it for
    parts of pages and for the gate, so that these need not ask the database.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        wanted = translation.get_language_from_request(request)
        with translation.override(nearest(wanted) or settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if hasattr(request, "spoken") and request.spoken != request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
            _remember(response, request.spoken)
        return response


def _remember(response, language):
    if language is None:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.WEB_SESSION_AGE,
        secure=settings.SECURE_SITE,
        httponly=True,
        samesite="Lax",
    )
