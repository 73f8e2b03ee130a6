"""REST doors of /api/social/requests: who asked to follow a private account, and the answers."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from social import selectors, services
from social.serializers import Approved, AskedUpTo, PageQuery, RequestPage
from topin.rest import ApiView, page_arguments, validated


class RequestsView(ApiView):
    @extend_schema(summary="Who asked to follow the viewer", parameters=[PageQuery], responses=RequestPage)
    def get(self, request):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_follow_requests(request.viewer, limit, cursor))


class SentRequestsView(ApiView):
    @extend_schema(summary="Whom the viewer asked to follow", parameters=[PageQuery], responses=RequestPage)
    def get(self, request):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_sent_follow_requests(request.viewer, limit, cursor))


class RequestView(ApiView):
    @extend_schema(summary="Withdraw an own request", request=None, responses={204: None})
    def delete(self, request, user_id):
        services.withdraw_follow_request(request.viewer, user_id)
        return Response(status=204)


class ApproveView(ApiView):
    @extend_schema(summary="Approve a request", request=None, responses={204: None})
    def post(self, request, user_id):
        services.approve_follow_request(request.viewer, user_id)
        return Response(status=204)


class DeclineView(ApiView):
    @extend_schema(summary="Decline a request; who asked is not told", request=None, responses={204: None})
    def post(self, request, user_id):
        services.decline_follow_request(request.viewer, user_id)
        return Response(status=204)


class ApproveAllView(ApiView):
    @extend_schema(summary="Approve all requests up to a moment", request=AskedUpTo, responses=Approved)
    def post(self, request):
        asked = validated(AskedUpTo, request)
        return Response(services.approve_all_follow_requests(request.viewer, asked["up_to"]))
