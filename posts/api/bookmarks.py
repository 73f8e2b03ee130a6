"""Doors of /api/posts: bookmarks and their folders."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from posts import selectors, services
from posts.serializers import (
    BookmarkChoice,
    BookmarkFolder,
    BookmarkFolderPage,
    BookmarkPage,
    BookmarkState,
    NewBookmarkFolder,
)
from social.serializers import PageQuery
from topin.rest import ApiView, page_arguments, validated

FOLDER = OpenApiParameter("folder", str, description="The name of a folder; none: all bookmarks")


class BookmarkView(ApiView):
    @extend_schema(summary="Bookmark a post", request=BookmarkChoice, responses=BookmarkState)
    def post(self, request, post_id):
        return Response(services.bookmark_post(request.viewer, post_id, **validated(BookmarkChoice, request)))

    @extend_schema(summary="Take a bookmark away", request=None, responses={204: None})
    def delete(self, request, post_id):
        services.unbookmark_post(request.viewer, post_id)
        return Response(status=204)


class BookmarksView(ApiView):
    @extend_schema(
        operation_id="bookmarks_list", summary="Own bookmarks", parameters=[FOLDER, PageQuery], responses=BookmarkPage
    )
    def get(self, request):
        folder = request.GET.get("folder", "")
        return Response(selectors.get_bookmarks(request.viewer, folder, *page_arguments(request)))


class FoldersView(ApiView):
    @extend_schema(operation_id="bookmark_folders_list", summary="Own folders", responses=BookmarkFolderPage)
    def get(self, request):
        return Response(selectors.get_bookmark_folders(request.viewer))

    @extend_schema(summary="Make a folder for bookmarks", request=NewBookmarkFolder, responses={201: BookmarkFolder})
    def post(self, request):
        made = services.create_bookmark_folder(request.viewer, **validated(NewBookmarkFolder, request))
        return Response(made, status=201)
