"""Doors of /api/posts: who looked at posts."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import services
from posts.serializers import ViewedPosts, ViewReport
from topin import limits
from topin.rest import ANY, ApiView, validated


class _ViewsView(ApiView):
    """Visitors report what they saw too. A rule of its own: reading leaves what one may write untouched."""

    visitors_may = ANY

    def limit_keys(self, request):
        return [("view", str(request.viewer.user_id or limits.address(request)))]


class PostViewView(_ViewsView):
    @extend_schema(summary="Report a post as viewed", request=ViewReport, responses={204: None})
    def post(self, request, post_id):
        services.view_post(request.viewer, post_id, _hash(request), **validated(ViewReport, request))
        return Response(status=204)


class PostViewsView(_ViewsView):
    @extend_schema(summary="Report posts of a feed as viewed", request=ViewedPosts, responses={204: None})
    def post(self, request):
        services.increment_post_views(request.viewer, validated(ViewedPosts, request)["post_ids"], _hash(request))
        return Response(status=204)


def _hash(request):
    return services.viewer_hash(request.viewer, limits.address(request), request.META.get("HTTP_USER_AGENT", ""))
