"""Doors to the like of a profile: `/api/users/{id}/like`."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import services
from accounts.serializers import ProfileLikes
from topin import rest


class ProfileLikeView(rest.ApiView):
    @extend_schema(summary="Like a member's profile", request=None, responses=ProfileLikes)
    def post(self, request, user_id):
        return Response(services.like_profile(request.viewer, user_id))

    @extend_schema(summary="Take the like of a profile back", responses={200: ProfileLikes})
    def delete(self, request, user_id):
        return Response(services.unlike_profile(request.viewer, user_id))
