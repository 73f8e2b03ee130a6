"""`/authorize` and `/callback`: to a provider and back, in a browser."""

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.response import Response

from accounts import errors, services
from accounts.api.auth import ways
from accounts.api.auth.base import AuthView
from accounts.api.auth.shapes import answers

#: Query parameters that are for us; whatever else comes along goes on to the provider.
OURS = frozenset(("provider", "redirect_to", "scopes", "invite_token", "skip_http_redirect", *ways.CHALLENGE))
WAY = [
    OpenApiParameter("provider", required=True),
    OpenApiParameter("redirect_to"),
    OpenApiParameter("scopes"),
    OpenApiParameter("code_challenge"),
    OpenApiParameter("code_challenge_method", enum=["s256", "plain"]),
]
BACK = [OpenApiParameter(name) for name in ("state", "code", "error", "error_description")]
THERE = answers(OpenApiResponse(description="To the provider"), 302)
HERE = answers(OpenApiResponse(description="To `redirect_to`, with tokens, a code or an error"), 302)


class AuthorizeView(AuthView):
    limits = ("token",)

    @extend_schema(summary="Sign in through a provider", parameters=WAY, responses=THERE)
    def get(self, request):
        asked = request.GET
        if not asked.get("provider"):
            raise errors.UnsupportedProvider("")
        params = {name: value for name, value in asked.items() if name not in OURS}
        way = ways.way_of(request, {name: asked.get(name) for name in ways.CHALLENGE})
        url = services.begin_oauth(asked["provider"], way=way, scopes=asked.get("scopes", ""), params=params)
        return moved(url)


class CallbackView(AuthView):
    limits = ("token",)

    @extend_schema(summary="Back from a provider", parameters=BACK, responses=HERE)
    def get(self, request):
        return moved(services.finish_oauth(request.GET.dict(), **self.caller(request)))

    @extend_schema(summary="Back from a provider that sends a form", request=None, responses=HERE)
    def post(self, request):
        return moved(services.finish_oauth(request._request.POST.dict(), **self.caller(request)))

    def head(self, request):
        """Programs that look at links before people do use none of them up."""
        return Response()


def moved(url):
    """Apps have schemes of their own, which Django's redirects refuse."""
    return Response(status=302, headers={"Location": url, "Referrer-Policy": "no-referrer"})
