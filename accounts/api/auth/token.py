"""`POST /token`: an access token for a password or for a refresh token."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts import errors, passwords, services
from accounts.api.auth import bodies
from accounts.api.auth.base import AuthView
from accounts.api.auth.shapes import AuthSession, TokenBody, answers

GRANT = OpenApiParameter("grant_type", enum=["password", "refresh_token"], required=True)


class TokenView(AuthView):
    limits = ("token",)

    @extend_schema(
        summary="Sign in, or stay signed in", parameters=[GRANT], request=TokenBody, responses=answers(AuthSession)
    )
    def post(self, request):
        grant = {"password": self.by_password, "refresh_token": self.by_refresh_token}.get(
            request.GET.get("grant_type")
        )
        if grant is None:
            raise errors.InvalidCredentials("unsupported_grant_type")
        return Response(grant(request))

    def by_password(self, request):
        body = bodies.read(request, email=str, phone=str, password=str)
        password = body["password"] or ""
        session = services.sign_in(_email(body), password, **self.caller(request)).as_json()
        weak = passwords.weaknesses(password)
        if weak:  # by today's rules; the door opens all the same
            session["weak_password"] = {"reasons": list(weak), "message": " ".join(weak.values())}
        return session

    def by_refresh_token(self, request):
        token = bodies.read(request, refresh_token=str)["refresh_token"]
        if not token:
            raise errors.ValidationFailed("refresh_token required")
        return services.refresh_session(token).as_json()


def _email(body):
    if body["email"] and body["phone"]:
        raise errors.ValidationFailed("Only an email address or phone number should be provided on login.")
    if body["phone"]:
        raise errors.PhoneDisabled()
    if not body["email"]:
        raise errors.ValidationFailed("missing email or phone")
    return body["email"]
