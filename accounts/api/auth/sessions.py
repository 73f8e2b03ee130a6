"""Signing out, and the member's list of sessions."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts import errors, selectors, services
from accounts.api.auth.base import MemberAuthView
from accounts.api.auth.shapes import SessionPage, answers
from topin import rest

SCOPES = ("global", "local", "others")
SCOPE = OpenApiParameter("scope", enum=SCOPES, default="global")
PAGE = [OpenApiParameter("limit", int, default=rest.PAGE_DEFAULT), OpenApiParameter("cursor")]


class LogoutView(MemberAuthView):
    @extend_schema(summary="Sign out", parameters=[SCOPE], request=None, responses=answers(None, 204))
    def post(self, request):
        scope = request.GET.get("scope") or "global"
        if scope not in SCOPES:
            raise errors.ValidationFailed(f"Unsupported logout scope {scope!r}")
        services.sign_out(request.viewer, scope)
        return Response(status=204)

    delete = post


class FullMemberView(MemberAuthView):
    """For whoever has given their second factor: where else they are signed in is no business of a password alone."""

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        request.viewer = request.viewer._replace(may_wait=False)


class SessionsView(FullMemberView):
    @extend_schema(summary="The own sessions", parameters=PAGE, responses=answers(SessionPage))
    def get(self, request):
        return Response(selectors.get_sessions(request.viewer, *rest.page_arguments(request)))


class SessionView(FullMemberView):
    @extend_schema(summary="End one of the own sessions", responses=answers(None, 204))
    def delete(self, request, session_id):
        services.end_session(request.viewer, session_id)
        return Response(status=204)
