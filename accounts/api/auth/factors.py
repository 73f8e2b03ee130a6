"""`/factors`: the second factor, from enrolment to removal."""

from uuid import UUID

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.response import Response

from accounts import errors, services
from accounts.api.auth import bodies
from accounts.api.auth.base import MemberAuthView
from accounts.api.auth.shapes import (
    AuthRefusal,
    AuthSession,
    Challenge,
    EnrolFactorBody,
    EnrolledFactor,
    RemovedFactor,
    VerifyFactorBody,
    answers,
)
from topin import limits


class FactorView(MemberAuthView):
    def limit_keys(self, request):
        """By session too: codes are guessed by whoever has one."""
        return [*super().limit_keys(request), ("mfa", str(request.viewer.session_id))]


class FactorsView(FactorView):
    @extend_schema(summary="Enrol a second factor", request=EnrolFactorBody, responses=answers(EnrolledFactor))
    def post(self, request):
        body = bodies.read(request, factor_type=str, friendly_name=str, issuer=str)
        _refuse_other_types(body["factor_type"])
        made = services.enrol_factor(
            request.viewer, friendly_name=body["friendly_name"] or "", issuer=body["issuer"] or ""
        )
        return Response(made)


class OneFactorView(FactorView):
    @extend_schema(summary="Remove a second factor", request=None, responses=answers(RemovedFactor))
    def delete(self, request, factor_id):
        services.remove_factor(request.viewer, factor_id)
        return Response({"id": str(factor_id)})


class ChallengeView(FactorView):
    @extend_schema(summary="Ask for a code", request=None, responses=answers(Challenge))
    def post(self, request, factor_id):
        return Response(services.challenge_factor(request.viewer, factor_id, ip=limits.address(request)))


VERIFIED = answers(AuthSession) | {409: OpenApiResponse(AuthRefusal, "The session is refreshed all the while")}


class VerifyFactorView(FactorView):
    @extend_schema(summary="Give the code", request=VerifyFactorBody, responses=VERIFIED)
    def post(self, request, factor_id):
        body = bodies.read(request, challenge_id=str, code=str)
        challenge_id, code = _checked(body)
        ip = limits.address(request)
        return Response(services.verify_factor(request.viewer, factor_id, challenge_id, code, ip=ip).as_json())


def _refuse_other_types(factor_type):
    if factor_type in ("phone", "webauthn"):
        raise errors.FactorTypeDisabled(factor_type)
    if factor_type != "totp":
        raise errors.ValidationFailed("factor_type needs to be totp, phone, or webauthn")


def _checked(body):
    try:
        challenge_id = UUID(body["challenge_id"] or "")
    except ValueError:
        raise errors.ValidationFailed("challenge_id is the id of a challenge") from None
    if not body["code"]:
        raise errors.ValidationFailed("code is what the authenticator app shows")
    return challenge_id, body["code"]
