"""REST doors of /api/social/suggestions: whom a member may want to follow."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from social import services
from social.serializers import PageQuery, SuggestionPage
from topin.rest import ApiView, page_arguments


class SuggestionsView(ApiView):
    @extend_schema(summary="Whom you may want to follow, and why", parameters=[PageQuery], responses=SuggestionPage)
    def get(self, request):
        limit, cursor = page_arguments(request)
        return Response(services.get_suggestions(request.viewer, limit, cursor))


class SuggestionView(ApiView):
    @extend_schema(summary="Be suggested a member never again", request=None, responses={204: None})
    def delete(self, request, user_id):
        services.dismiss_suggestion(request.viewer, user_id)
        return Response(status=204)
