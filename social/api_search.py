"""REST doors of /api/search: people, and whom to mention."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from social import selectors
from social.serializers import HintPage, MemberPage, PageQuery, SearchQuery
from topin.rest import READ, ApiView, checked, page_arguments


class UsersView(ApiView):
    visitors_may = READ

    @extend_schema(
        operation_id="search_users",
        summary="People by handle and name, typos forgiven",
        parameters=[SearchQuery, PageQuery],
        responses=MemberPage,
    )
    def get(self, request):
        q = checked(SearchQuery, request.GET)["q"]
        return Response(selectors.search_members(request.viewer, q, *page_arguments(request)))


class MentionsView(ApiView):
    visitors_may = READ

    @extend_schema(
        operation_id="search_mentions",
        summary="Whom a beginning of a @handle or name may mean",
        parameters=[SearchQuery, PageQuery],
        responses=HintPage,
    )
    def get(self, request):
        q = checked(SearchQuery, request.GET)["q"]
        return Response(selectors.search_mentions(request.viewer, q, *page_arguments(request)))
