"""Doors of /api/posts: one post."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import selectors, services
from posts.serializers import ChangedPost, Post, PostVersionPage
from social.serializers import PageQuery
from topin.rest import READ, ApiView, page_arguments, validated


class PostView(ApiView):
    visitors_may, public, etagged = READ, True, True

    @extend_schema(summary="A post", responses=Post)
    def get(self, request, post_id):
        return Response(selectors.get_post(request.viewer, post_id))

    @extend_schema(summary="Edit an own post, draft or scheduled post", request=ChangedPost, responses=Post)
    def put(self, request, post_id):
        return Response(services.update_post(request.viewer, post_id, **validated(ChangedPost, request)))

    @extend_schema(summary="Delete an own post", responses={204: None})
    def delete(self, request, post_id):
        services.delete_post(request.viewer, post_id)
        return Response(status=204)


class RestoreView(ApiView):
    @extend_schema(summary="Bring an own deleted post back", request=None, responses=Post)
    def post(self, request, post_id):
        return Response(services.restore_post(request.viewer, post_id))


class PublishView(ApiView):
    @extend_schema(summary="Publish an own draft or scheduled post now", request=None, responses=Post)
    def post(self, request, post_id):
        return Response(services.publish_post(request.viewer, post_id))


class PinView(ApiView):
    @extend_schema(summary="Pin an own post to the profile", request=None, responses=Post)
    def post(self, request, post_id):
        return Response(services.pin_post(request.viewer, post_id))

    @extend_schema(summary="Unpin an own post", request=None, responses=Post)
    def delete(self, request, post_id):
        return Response(services.unpin_post(request.viewer, post_id))


class VersionsView(ApiView):
    visitors_may, public = READ, True

    @extend_schema(summary="What a post says and said before", parameters=[PageQuery], responses=PostVersionPage)
    def get(self, request, post_id):
        return Response(selectors.get_post_versions(request.viewer, post_id, *page_arguments(request)))
