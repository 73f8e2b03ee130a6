"""Doors of /api/posts: votes."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import services
from posts.serializers import Choice, Poll
from topin.rest import ApiView, validated


class VotesView(ApiView):
    @extend_schema(summary="Vote in a post's poll", request=Choice, responses=Poll)
    def post(self, request, post_id):
        return Response(services.vote_in_poll(request.viewer, post_id, **validated(Choice, request)))
