"""Doors that send a mail. What they answer says nothing about who has an account."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts import errors, mail_requests, services
from accounts.api.auth import bodies
from accounts.api.auth.base import AuthView, MemberAuthView
from accounts.api.auth.shapes import MagicLinkBody, Nothing, OtpBody, RecoverBody, ResendBody, answers
from accounts.api.auth.ways import CHALLENGE, way_of
from accounts.way import Way
from topin import limits

REDIRECT = OpenApiParameter("redirect_to", description="where the mailed link leads; elsewhere than allowed: home")


class MailView(AuthView):
    """Each of these doors has a count of its own, by the rule of sign-ups; all share that of mails."""

    limits = ("signup",)

    def limit_keys(self, request):
        return [(rule, f"{key}:{type(self).__name__}") for rule, key in super().limit_keys(request)]

    def count_mail(self, request):
        mail_requests.count(limits.address(request))


class RecoverView(MailView):
    @extend_schema(
        summary="Mail a code for a new password", parameters=[REDIRECT], request=RecoverBody, responses=answers(Nothing)
    )
    def post(self, request):
        body = bodies.read(request, email=str, **CHALLENGE)
        way = way_of(request, body)
        email = _required(body["email"], "Password recovery requires an email")
        self.count_mail(request)
        services.ask_recovery(email, way)
        return Response({})


class OtpView(MailView):
    @extend_schema(
        summary="Mail a code to come in with", parameters=[REDIRECT], request=OtpBody, responses=answers(Nothing)
    )
    def post(self, request):
        body = bodies.read(request, email=str, phone=str, create_user=bool, data=dict, **CHALLENGE)
        way, email = way_of(request, body), _email_only(body)
        self.count_mail(request)
        services.ask_otp(email, way, create_user=body["create_user"] is not False, data=body["data"])
        return Response({})


class MagicLinkView(MailView):
    @extend_schema(
        summary="Mail a link to come in by (older clients)",
        parameters=[REDIRECT],
        request=MagicLinkBody,
        responses=answers(Nothing),
    )
    def post(self, request):
        body = bodies.read(request, email=str, data=dict, **CHALLENGE)
        way = way_of(request, body)
        email = _required(body["email"], "Magic link requires an email")
        self.count_mail(request)
        services.ask_otp(email, way, data=body["data"])
        return Response({})


class ResendView(MailView):
    @extend_schema(
        summary="Mail a code once more", parameters=[REDIRECT], request=ResendBody, responses=answers(Nothing)
    )
    def post(self, request):
        body = bodies.read(request, type=str, email=str, phone=str, **CHALLENGE)
        way, email = way_of(request, body), _email_only(body)
        self.count_mail(request)
        services.ask_again(body["type"], email, way)
        return Response({})


class ReauthenticateView(MemberAuthView):
    @extend_schema(summary="Mail a code that proves it is still them", responses=answers(Nothing))
    def get(self, request):
        services.ask_reauthentication(request.viewer, Way(language=way_of(request, dict.fromkeys(CHALLENGE)).language))
        return Response({})

    def head(self, request):
        """Looking sends nothing."""
        return Response()


def _required(email, sentence):
    if not email:
        raise errors.ValidationFailed(sentence)
    return email


def _email_only(body):
    if body["email"] and body["phone"]:
        raise errors.ValidationFailed("Only an email address or phone number should be provided")
    if body["phone"]:
        raise errors.PhoneDisabled("Unsupported phone provider")
    return _required(body["email"], "One of email or phone must be set")
