"""The ways in which a member signs in."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.response import Response

from accounts import errors, services
from accounts.api.auth.base import MemberAuthView
from accounts.api.auth.shapes import Nothing, answers

#: With what a provider calls verified, identities are linked by themselves.
OFF = answers(OpenApiResponse(description="Never: linking by hand is off"), 302)


class LinkIdentityView(MemberAuthView):
    @extend_schema(summary="Link an identity (off)", responses=OFF)
    def get(self, request):
        raise errors.ManualLinkingDisabled()


class IdentityView(MemberAuthView):
    @extend_schema(summary="Remove an identity", request=None, responses=answers(Nothing))
    def delete(self, request, identity_id):
        services.remove_identity(request.viewer, identity_id)
        return Response({})
