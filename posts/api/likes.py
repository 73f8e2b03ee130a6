"""Doors of /api/engagement: likes."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import selectors, services
from posts.serializers import LikerPage, PostLikes
from social.serializers import PageQuery
from topin.rest import READ, ApiView, page_arguments


class LikeView(ApiView):
    @extend_schema(summary="Like a post or comment", request=None, responses=PostLikes)
    def post(self, request, content_id):
        return Response(services.like_content(request.viewer, content_id))

    @extend_schema(summary="Take a like back", request=None, responses=PostLikes)
    def delete(self, request, content_id):
        return Response(services.unlike_content(request.viewer, content_id))


class LikersView(ApiView):
    visitors_may, public = READ, True

    @extend_schema(summary="Who likes a post or comment", parameters=[PageQuery], responses=LikerPage)
    def get(self, request, content_id):
        return Response(selectors.get_likers(request.viewer, content_id, *page_arguments(request)))
