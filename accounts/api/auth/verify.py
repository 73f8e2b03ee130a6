"""Coming in by a mailed code, typed (POST) or as the link that was followed (GET)."""

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, PolymorphicProxySerializer, extend_schema
from rest_framework.response import Response

from accounts import errors, one_time, redirects, services
from accounts.api.auth import answers as refusals
from accounts.api.auth import bodies
from accounts.api.auth.base import AuthView
from accounts.api.auth.mails import REDIRECT
from accounts.api.auth.shapes import AuthSession, HalfVerified, VerifyBody, answers
from accounts.api.auth.ways import redirect_target
from accounts.services.codes import SLOTS
from topin.errors import Refused

VERIFIED = PolymorphicProxySerializer("Verified", [AuthSession, HalfVerified], resource_type_field_name=None)
LINK = [OpenApiParameter("token", required=True), OpenApiParameter("type", enum=list(SLOTS), required=True), REDIRECT]
#: OAuth's words for refusals that a redirect carries.
OAUTH_ERRORS = {400: "invalid_request", 403: "access_denied", 422: "invalid_request"}
NO_TYPE = "Verify requires a verification type"
NO_PROOF = "Verify requires a token or a token hash"


class VerifyView(AuthView):
    limits = ("verify",)

    @extend_schema(summary="Come in by a mailed code", request=VerifyBody, responses=answers(VERIFIED))
    def post(self, request):
        names = ("type", "token", "token_hash", "email", "phone", "redirect_to")
        verified = _verify(bodies.read(request, **dict.fromkeys(names, str)), self.caller(request))
        if verified.session is None:
            return Response({"msg": verified.message, "code": "200"})
        return Response(verified.session.as_json())

    @extend_schema(
        summary="Come in by a mailed link",
        parameters=LINK,
        responses=answers(OpenApiResponse(description="To `redirect_to`, with tokens, a code or an error"), 303),
    )
    def get(self, request):
        kind, token = request.GET.get("type"), request.GET.get("token") or request.GET.get("token_hash")
        if kind not in SLOTS:
            raise errors.ValidationFailed(NO_TYPE)
        if not token:
            raise errors.ValidationFailed(NO_PROOF)
        target, pkce = redirect_target(request), token.startswith(one_time.PKCE)
        try:
            verified = services.follow_link(kind, token, **self.caller(request))
        except Refused as refusal:
            if refusal.status not in OAUTH_ERRORS:
                raise
            return _see_other(_with_error(target, refusal, pkce))
        return _see_other(_with_outcome(target, verified, pkce))

    def head(self, request):
        """Programs that look at links before people do use none of them up."""
        return Response()


def _verify(body, caller):
    kind, token, token_hash = body["type"], body["token"], body["token_hash"]
    if not kind:
        raise errors.ValidationFailed(NO_TYPE)
    if bool(token) == bool(token_hash):
        raise errors.ValidationFailed("Verify requires either a token or a token hash" if token else NO_PROOF)
    if token_hash:
        if body["email"] or body["phone"] or body["redirect_to"]:
            raise errors.ValidationFailed("Only the token_hash and type should be provided")
        return services.verify_link(kind, token_hash, **caller)
    if body["email"] and body["phone"]:
        raise errors.ValidationFailed("Only an email address or phone number should be provided on verify")
    if body["phone"]:
        raise errors.PhoneDisabled()
    if not body["email"]:
        raise errors.ValidationFailed("Verify requires an email or a phone number")
    return services.verify_code(kind, body["email"], token, **caller)


def _with_outcome(target, verified, pkce):
    if verified.auth_code:
        return redirects.with_query(target, code=verified.auth_code)
    if verified.session is None:
        target = redirects.with_query(target, message=verified.message) if pkce else target
        return redirects.with_fragment(target, message=verified.message, sb="")
    names = ("access_token", "expires_at", "expires_in", "refresh_token")
    session = verified.session.as_json()
    fields = {name: session[name] for name in names} | {"sb": "", "token_type": session["token_type"]}
    return redirects.with_fragment(target, **fields, type=verified.kind)


def _with_error(target, refusal, pkce):
    fields = {
        "error": OAUTH_ERRORS[refusal.status],
        "error_code": refusals.code_of(refusal),
        "error_description": refusal.detail,
    }
    if pkce:
        target = redirects.with_query(target, **fields)
    return redirects.with_fragment(target, **fields, sb="")


def _see_other(url):
    """Apps have schemes of their own, which Django's redirects refuse; `redirects` let this one pass."""
    return HttpResponse(status=303, headers={"Location": url, "Referrer-Policy": "no-referrer"})
