"""Doors of /api/posts: one post."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import selectors, services
from posts.serializers import Post
from topin.rest import READ, ApiView


class PostView(ApiView):
    visitors_may, public, etagged = READ, True, True

    @extend_schema(summary="A post", responses=Post)
    def get(self, request, post_id):
        return Response(selectors.get_post(request.viewer, post_id))

    @extend_schema(summary="Delete an own post", responses={204: None})
    def delete(self, request, post_id):
        services.delete_post(request.viewer, post_id)
        return Response(status=204)
