"""Doors of /api/posts: lists of own posts that nobody else sees."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import selectors
from posts.serializers import PostPage
from social.serializers import PageQuery
from topin.rest import ApiView, page_arguments


class DraftsView(ApiView):
    @extend_schema(summary="Own drafts, newest first", parameters=[PageQuery], responses=PostPage)
    def get(self, request):
        return Response(selectors.get_drafts(request.viewer, *page_arguments(request)))


class ScheduledView(ApiView):
    @extend_schema(summary="Own scheduled posts, the next one first", parameters=[PageQuery], responses=PostPage)
    def get(self, request):
        return Response(selectors.get_scheduled_posts(request.viewer, *page_arguments(request)))


class DeletedView(ApiView):
    @extend_schema(summary="Own deleted posts that can be restored", parameters=[PageQuery], responses=PostPage)
    def get(self, request):
        return Response(selectors.get_deleted_posts(request.viewer, *page_arguments(request)))
