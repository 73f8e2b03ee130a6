"""REST doors of invites to circles, in person and by link, and of bans."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from social import circle_selectors as selectors
from social import circle_services as services
from social.circle_serializers import (
    Circle,
    CircleBanPage,
    CircleInvitePage,
    CircleLinkPage,
    Invitation,
    Invited,
    Joined,
)
from social.serializers import PageQuery
from topin.rest import ApiView, page_arguments, validated


class MyInvitesView(ApiView):
    @extend_schema(
        operation_id="circles_my_invites_list",
        summary="Circles that the viewer is invited to",
        parameters=[PageQuery],
        responses=CircleInvitePage,
    )
    def get(self, request):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_circle_invites(request.viewer, limit, cursor))


class MyInviteView(ApiView):
    @extend_schema(
        operation_id="circles_my_invites_decline",
        summary="Decline an invite; who invited is not told",
        request=None,
        responses={204: None},
    )
    def delete(self, request, circle_id):
        services.decline_circle_invite(request.viewer, circle_id)
        return Response(status=204)


class CodeView(ApiView):
    @extend_schema(
        operation_id="circles_by_code_retrieve", summary="The circle that a link leads into", responses=Circle
    )
    def get(self, request, code):
        return Response(selectors.get_circle_by_code(request.viewer, code))


class AcceptView(ApiView):
    @extend_schema(summary="Join by a link", request=None, responses=Joined)
    def post(self, request, code):
        return Response(services.accept_circle_invite(request.viewer, code))


class InvitesView(ApiView):
    @extend_schema(
        operation_id="circles_links_list",
        summary="The open links into a circle",
        parameters=[PageQuery],
        responses=CircleLinkPage,
    )
    def get(self, request, circle_id):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_circle_links(request.viewer, circle_id, limit, cursor))

    @extend_schema(
        summary="Invite people to a circle, or make a link", request=Invitation, responses=Invited,
        description="With `user_ids`: {results}. Without: a link with `max_uses` and `expires_at`, {code, url}.",
    )  # fmt: skip
    def post(self, request, circle_id):
        asked = validated(Invitation, request)
        deed = services.invite_to_circle if "user_ids" in asked else services.create_circle_link
        return Response(deed(request.viewer, circle_id, **asked))


class LinkView(ApiView):
    @extend_schema(summary="End a link at once", request=None, responses={204: None})
    def delete(self, request, circle_id, invite_id):
        services.end_circle_link(request.viewer, circle_id, invite_id)
        return Response(status=204)


class BansView(ApiView):
    @extend_schema(summary="Who was banned from a circle", parameters=[PageQuery], responses=CircleBanPage)
    def get(self, request, circle_id):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_circle_bans(request.viewer, circle_id, limit, cursor))


class BanView(ApiView):
    @extend_schema(summary="Ban somebody from a circle", request=None, responses={204: None})
    def post(self, request, circle_id, user_id):
        services.ban_from_circle(request.viewer, circle_id, user_id)
        return Response(status=204)

    @extend_schema(summary="End a ban", request=None, responses={204: None})
    def delete(self, request, circle_id, user_id):
        services.unban_from_circle(request.viewer, circle_id, user_id)
        return Response(status=204)
