"""Doors of /api/posts: what the for-you feed goes by."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import selectors, services
from posts.serializers import Feedback, Ranking
from topin.rest import ApiView, validated


class FeedbackView(ApiView):
    @extend_schema(summary="More or less like this in the for-you feed", request=Feedback, responses={204: None})
    def post(self, request, post_id):
        services.give_feedback(request.viewer, post_id, **validated(Feedback, request))
        return Response(status=204)


class RankingView(ApiView):
    @extend_schema(summary="How the for-you feed is ranked", responses=Ranking)
    def get(self, request):
        return Response(selectors.get_ranking(request.viewer))
