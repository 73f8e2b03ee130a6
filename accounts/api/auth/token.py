"""`POST /token`: an access token for a password, a refresh token, a provider's token, or the code of a flow."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts import errors, passwords, services
from accounts.api.auth import bodies, ways
from accounts.api.auth.base import AuthView
from accounts.api.auth.shapes import AuthSession, TokenBody, answers

GRANT = OpenApiParameter("grant_type", enum=["password", "refresh_token", "pkce", "id_token"], required=True)


class TokenView(AuthView):
    limits = ("token",)

    @extend_schema(
        summary="Sign in, or stay signed in", parameters=[GRANT], request=TokenBody, responses=answers(AuthSession)
    )
    def post(self, request):
        grants = {
            "password": self.by_password,
            "refresh_token": self.by_refresh_token,
            "pkce": self.by_auth_code,
            "id_token": self.by_id_token,
        }
        grant = grants.get(request.GET.get("grant_type"))
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

    def by_auth_code(self, request):
        body = bodies.read(request, auth_code=str, code_verifier=str)
        if not body["auth_code"] or not body["code_verifier"]:
            raise errors.ValidationFailed("invalid request: both auth code and code verifier should be non-empty")
        return services.exchange_code(body["auth_code"], body["code_verifier"], **self.caller(request)).as_json()

    def by_id_token(self, request):
        body = bodies.read(
            request, provider=str, id_token=str, nonce=str, access_token=str, link_identity=bool, **ways.CHALLENGE
        )
        if body["link_identity"]:
            raise errors.ManualLinkingDisabled()
        if not body["provider"] or not body["id_token"]:
            raise errors.ValidationFailed("provider and id_token required")
        return services.sign_in_by_id_token(
            body["provider"],
            body["id_token"],
            nonce=body["nonce"] or "",
            access_token=body["access_token"] or "",
            way=ways.way_of(request, body),
            **self.caller(request),
        ).as_json()


def _email(body):
    if body["email"] and body["phone"]:
        raise errors.ValidationFailed("Only an email address or phone number should be provided on login.")
    if body["phone"]:
        raise errors.PhoneDisabled()
    if not body["email"]:
        raise errors.ValidationFailed("missing email or phone")
    return body["email"]
