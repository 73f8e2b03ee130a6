"""Doors of /api/search: posts and tags."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import selectors
from posts.serializers import FoundPostPage, FoundTagPage, PostSearchQuery
from social.serializers import PageQuery, SearchQuery
from topin.rest import READ, ApiView, checked, page_arguments


class PostsView(ApiView):
    visitors_may = READ

    @extend_schema(
        operation_id="search_posts",
        summary='Posts by their words: also "phrases", -without, #tag and from:handle',
        parameters=[PostSearchQuery, PageQuery],
        responses=FoundPostPage,
    )
    def get(self, request):
        asked = checked(PostSearchQuery, request.GET)
        limit, cursor = page_arguments(request)
        return Response(selectors.search_posts(request.viewer, asked["q"], limit, cursor, sort=asked["sort"]))


class TagsView(ApiView):
    visitors_may = READ

    @extend_schema(
        operation_id="search_tags",
        summary="Tags that begin like this",
        parameters=[SearchQuery, PageQuery],
        responses=FoundTagPage,
    )
    def get(self, request):
        q = checked(SearchQuery, request.GET)["q"]
        return Response(selectors.search_tags(request.viewer, q, *page_arguments(request)))
