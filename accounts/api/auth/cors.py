"""Cross-origin calls of /api/auth: clients live in web pages of any origin and send no cookies."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

METHODS = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
HEADERS = (
    "Accept, Authorization, Content-Type, X-Client-IP, X-Client-Info, X-JWT-AUD, x-use-cookie, "
    "X-Supabase-Api-Version, apikey, X-API-Version, X-Request-ID"
)
EXPOSED = (
    "X-Total-Count, Link, X-Supabase-Api-Version, X-Request-ID, Retry-After, "
    "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
)


def preflight(request):
    """The answer to a browser that asks whether it may call."""
    response = HttpResponse(status=204)
    allow(request, response)
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = HEADERS
    response["Access-Control-Max-Age"] = "86400"
    return response


def allow(request, response):
    """Lets pages of the allowed origins read the answer. No door here looks at a cookie."""
    origin = request.META.get("HTTP_ORIGIN")
    patch_vary_headers(response, ["Origin"])
    if origin and ("*" in settings.CORS_ORIGINS or origin in settings.CORS_ORIGINS):
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Credentials"] = "true"
        response["Access-Control-Expose-Headers"] = EXPOSED
