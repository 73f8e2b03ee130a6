"""Making an account, reading and changing the own one."""

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.response import Response

from accounts import errors, selectors, services
from accounts.api.auth import bodies
from accounts.api.auth.base import AuthView, MemberAuthView
from accounts.api.auth.mails import REDIRECT
from accounts.api.auth.shapes import AuthSession, AuthUser, SignUpBody, UserBody, answers
from accounts.api.auth.ways import CHALLENGE, way_of
from accounts.services.users import require_sign_up_enabled

SIGNED_UP = PolymorphicProxySerializer("SignedUp", [AuthSession, AuthUser], resource_type_field_name=None)


class SignUpView(AuthView):
    limits = ("signup",)

    @extend_schema(summary="Make an account", parameters=[REDIRECT], request=SignUpBody, responses=answers(SIGNED_UP))
    def post(self, request):
        require_sign_up_enabled()
        body = bodies.read(request, email=str, phone=str, password=str, data=dict, **CHALLENGE)
        _refuse_other_ways(body)
        way, data = way_of(request, body), body["data"] or {}
        made = services.sign_up(body["email"], body["password"], data, way=way, **self.caller(request))
        return Response(made.session.as_json() if made.session else made.user)


def _refuse_other_ways(body):
    if not body["email"] and not body["phone"]:
        raise errors.AnonymousDisabled()
    if not body["password"]:
        raise errors.ValidationFailed("Signup requires a valid password")
    if body["email"] and body["phone"]:
        raise errors.ValidationFailed("Only an email address or phone number should be provided on signup.")
    if body["phone"]:
        raise errors.PhoneDisabled("Phone signups are disabled")


class UserView(MemberAuthView):
    @extend_schema(summary="The own account", responses=answers(AuthUser))
    def get(self, request):
        return Response(selectors.get_auth_user(request.viewer.user_id))

    @extend_schema(
        summary="Change data, password or address",
        parameters=[REDIRECT],
        request=UserBody,
        responses=answers(AuthUser),
    )
    def put(self, request):
        changes = {"email": str, "password": str, "nonce": str, "data": dict}
        body = bodies.read(request, phone=str, app_metadata=dict, **changes, **CHALLENGE)
        _refuse_what_stays(body)
        wanted = {name: body[name] for name in changes} | {"data": body["data"] or {}}
        return Response(services.update_auth_user(request.viewer, way=way_of(request, body), **wanted))


def _refuse_what_stays(body):
    if body["app_metadata"] is not None:
        raise errors.NotAdmin()
    if body["phone"]:
        raise errors.PhoneDisabled()
