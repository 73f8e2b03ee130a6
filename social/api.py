"""REST doors of /api/social."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from social import selectors, services
from social.serializers import Follow, MemberPage, PageQuery
from topin.rest import READ, ApiView, page_arguments


class FollowView(ApiView):
    def limit_keys(self, request):
        keys = super().limit_keys(request)
        if request.method == "POST":  # ending a follow is never what a spammer does too often
            keys.append(("follow", keys[0][1]))
        return keys

    @extend_schema(summary="Follow a member, or ask to", request=None, responses=Follow)
    def post(self, request, user_id):
        return Response(services.follow_member(request.viewer, user_id))

    @extend_schema(summary="End a follow, or withdraw a request", request=None, responses=Follow)
    def delete(self, request, user_id):
        return Response(services.unfollow_member(request.viewer, user_id))


class FollowersView(ApiView):
    visitors_may, public = READ, True

    @extend_schema(summary="Who follows a member", parameters=[PageQuery], responses=MemberPage)
    def get(self, request, user_id):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_followers_with_profiles(request.viewer, user_id, limit, cursor))

    @extend_schema(summary="Remove a follower of one's own", request=None, responses={204: None})
    def delete(self, request, user_id):
        services.remove_follower(request.viewer, user_id)
        return Response(status=204)


class FollowingView(ApiView):
    visitors_may, public = READ, True

    @extend_schema(summary="Whom a member follows", parameters=[PageQuery], responses=MemberPage)
    def get(self, request, user_id):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_following_with_profiles(request.viewer, user_id, limit, cursor))


class MutualsView(ApiView):
    @extend_schema(
        summary="Whom the viewer follows among the followers of a member", parameters=[PageQuery], responses=MemberPage
    )
    def get(self, request, user_id):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_mutuals_with_profiles(request.viewer, user_id, limit, cursor))
