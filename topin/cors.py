"""Cross-origin calls of /api: apps live in web pages of any origin and sign in with bearer tokens."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from topin.middleware import is_api

METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
HEADERS = (
    "Accept, Authorization, Content-Type, X-Client-IP, X-Client-Info, X-JWT-AUD, x-use-cookie, apikey, "
    "X-Supabase-Api-Version, X-API-Version, X-Request-ID, Idempotency-Key, If-Match, If-None-Match"
)
EXPOSED = (
    "X-Total-Count, Link, X-Supabase-Api-Version, X-API-Version, X-Request-ID, Retry-After, ETag, "
    "Idempotent-Replayed, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
)


class CorsMiddleware:
    """Lets pages of the allowed origins (`CORS_ORIGINS`) call the API and read its answers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_api(request) and not request.path.startswith("/media/"):  # uploads, and what players fetch
            return self.get_response(request)
        asks = request.method == "OPTIONS" and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META
        response = _preflight() if asks else self.get_response(request)
        patch_vary_headers(response, ["Origin"])
        origin = request.META.get("HTTP_ORIGIN")
        if origin and ("*" in settings.CORS_ORIGINS or origin in settings.CORS_ORIGINS):
            _allow(request, response, origin)
        return response


def _preflight():
    headers = {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": HEADERS,
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=headers)


def _allow(request, response, origin):
    response["Access-Control-Allow-Origin"] = origin
    response["Access-Control-Expose-Headers"] = EXPOSED
    if request.path.startswith("/api/auth/"):
        # GoTrue clients may ask with credentials; no door there looks at a cookie. The others do.
        response["Access-Control-Allow-Credentials"] = "true"
