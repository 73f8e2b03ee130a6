"""The ground of GoTrue's doors: other errors and other limits."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication

from accounts import errors, selectors
from accounts.api.auth import answers
from topin import authentication, limits
from topin.errors import NotSignedIn
from topin.rest import ANY, ApiView, NotFoundView


class AuthView(ApiView):
    """A door for everybody. `Authorization` is not looked at: clients send their publishable key in it."""

    authentication_classes = []
    visitors_may = ANY
    idempotent = False

    def limit_keys(self, request):
        """By address, and by the door's own rule only: many people may share an address."""
        address = limits.address(request)
        return [(name, address) for name in self.limits or ("anonymous",)]

    def caller(self, request):
        """What a session remembers of where it was started."""
        return {"ip": limits.address(request), "user_agent": request.META.get("HTTP_USER_AGENT", "")}

    def handle_exception(self, error):
        response = answers.refused(error, self.request)
        response.exception = True
        return response

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        answers.echo_version(request, response)
        return response


class MemberAuthView(AuthView):
    """A door for whoever has an access token of a session that still counts.

    It may be waiting for its second factor: this is where that is given. Doors of weight ask for it themselves.
    """

    visitors_may = ()

    limit_keys = ApiView.limit_keys

    def get_authenticators(self):
        return [LiveSession()]


class LiveSession(BaseAuthentication):
    """Says what is wrong with a token in the order and in the words that GoTrue's clients expect."""

    refusals = {
        "user_not_found": errors.UserNotFound,
        "session_not_found": errors.SessionNotFound,
        "user_banned": errors.UserBannedNow,
    }

    def authenticate(self, request):
        token = authentication.bearer_token(request)
        if not token:
            raise errors.NoAuthorization()
        try:
            viewer = authentication.viewer_of_token(token)
        except NotSignedIn as error:
            raise errors.BadJwt() from error
        state = selectors.check_session(viewer)
        if state != "live":
            raise self.refusals[state]()
        return viewer.though_waiting(), None


class LiveSessionScheme(OpenApiAuthenticationExtension):
    target_class, name = LiveSession, "gotrue"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class NoSuchView(AuthView, NotFoundView):
    """Whatever below /api/auth has no door: 404 in GoTrue's words."""

    schema = None
