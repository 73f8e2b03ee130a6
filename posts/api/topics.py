"""Doors of /api/posts/tags: what trends, and topics to follow or mute."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from posts import selectors, services
from posts.serializers import MyTopics, TrendingTopics
from topin.rest import READ, ApiView, page_arguments

LIMIT = OpenApiParameter("limit", int, description="1 to 100, 20 by default")


class TrendingTopicsView(ApiView):
    visitors_may, public, etagged = READ, True, True

    @extend_schema(operation_id="trending_topics", summary="What trends", parameters=[LIMIT], responses=TrendingTopics)
    def get(self, request):
        limit, _ = page_arguments(request)
        return Response(selectors.get_trending_topics(request.viewer, limit))


class MyTopicsView(ApiView):
    @extend_schema(operation_id="my_topics", summary="Topics I follow and mute", responses=MyTopics)
    def get(self, request):
        return Response(selectors.get_my_topics(request.viewer))


class FollowTopicView(ApiView):
    @extend_schema(summary="Follow a topic", request=None, responses={204: None})
    def post(self, request, tag):
        services.follow_topic(request.viewer, tag)
        return Response(status=204)

    @extend_schema(summary="Follow a topic no more", request=None, responses={204: None})
    def delete(self, request, tag):
        services.unfollow_topic(request.viewer, tag)
        return Response(status=204)


class MuteTopicView(ApiView):
    @extend_schema(summary="Mute a topic", request=None, responses={204: None})
    def post(self, request, tag):
        services.mute_topic(request.viewer, tag)
        return Response(status=204)

    @extend_schema(summary="Mute a topic no more", request=None, responses={204: None})
    def delete(self, request, tag):
        services.unmute_topic(request.viewer, tag)
        return Response(status=204)
