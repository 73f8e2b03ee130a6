"""Doors of /api/posts: reposts."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import services
from posts.serializers import PostReposts
from topin.rest import ApiView


class RepostView(ApiView):
    @extend_schema(summary="Repost a post", request=None, responses=PostReposts)
    def post(self, request, post_id):
        return Response(services.repost_post(request.viewer, post_id))

    @extend_schema(summary="Take a repost back", request=None, responses=PostReposts)
    def delete(self, request, post_id):
        return Response(services.unrepost_post(request.viewer, post_id))
