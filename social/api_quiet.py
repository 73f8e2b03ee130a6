"""REST doors of /api/social for those whom a member would rather not meet: blocks and mutes."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from social import selectors, services
from social.serializers import BlockedPage, MutedPage, PageQuery
from topin.rest import ApiView, page_arguments


class BlockView(ApiView):
    @extend_schema(summary="Block a member", request=None, responses={204: None})
    def post(self, request, user_id):
        services.block_member(request.viewer, user_id)
        return Response(status=204)

    @extend_schema(summary="Unblock a member; nothing comes back by itself", request=None, responses={204: None})
    def delete(self, request, user_id):
        services.unblock_member(request.viewer, user_id)
        return Response(status=204)


class BlockedView(ApiView):
    @extend_schema(summary="Whom you blocked", parameters=[PageQuery], responses=BlockedPage)
    def get(self, request):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_blocked_members(request.viewer, limit, cursor))


class MuteView(ApiView):
    @extend_schema(summary="Mute a member", request=None, responses={204: None})
    def post(self, request, user_id):
        services.mute_member(request.viewer, user_id)
        return Response(status=204)

    @extend_schema(summary="Unmute a member", request=None, responses={204: None})
    def delete(self, request, user_id):
        services.unmute_member(request.viewer, user_id)
        return Response(status=204)


class MutedView(ApiView):
    @extend_schema(summary="Whom you muted", parameters=[PageQuery], responses=MutedPage)
    def get(self, request):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_muted_members(request.viewer, limit, cursor))
