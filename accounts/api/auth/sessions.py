"""Signing out, and the member's list of sessions."""

from rest_framework.response import Response

from accounts import errors, selectors, services
from accounts.api.auth.base import MemberAuthView
from topin import rest

SCOPES = ("global", "local", "others")


class LogoutView(MemberAuthView):
    def post(self, request):
        scope = request.GET.get("scope") or "global"
        if scope not in SCOPES:
            raise errors.ValidationFailed(f"Unsupported logout scope {scope!r}")
        services.sign_out(request.viewer, scope)
        return Response(status=204)

    delete = post


class SessionsView(MemberAuthView):
    def get(self, request):
        return Response(selectors.get_sessions(request.viewer, *rest.page_arguments(request)))


class SessionView(MemberAuthView):
    def delete(self, request, session_id):
        services.end_session(request.viewer, session_id)
        return Response(status=204)
