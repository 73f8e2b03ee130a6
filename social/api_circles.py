"""REST doors of /api/circles: the circles themselves, their members, and who asks to join."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from social import circle_selectors as selectors
from social import circle_services as services
from social.circle_serializers import (
    Circle,
    CircleChanges,
    CircleMemberPage,
    CirclePage,
    CircleRequestPage,
    CircleRole,
    CirclesQuery,
    Joined,
    MembersQuery,
    NewCircle,
)
from social.serializers import PageQuery
from topin.rest import READ, ApiView, checked, page_arguments, validated


class CirclesView(ApiView):
    @extend_schema(
        operation_id="circles_list",
        summary="Your circles, or those to discover",
        parameters=[CirclesQuery],
        responses=CirclePage,
    )
    def get(self, request):
        limit, cursor = page_arguments(request)
        asked = checked(CirclesQuery, {name: request.GET[name] for name in ("q", "discover") if name in request.GET})
        q, discover = asked.get("q", ""), asked["discover"] == "1"
        return Response(selectors.get_circles(request.viewer, limit, cursor, q=q, discover=discover))

    @extend_schema(summary="Make a circle", request=NewCircle, responses={201: Circle})
    def post(self, request):
        return Response(services.create_circle(request.viewer, **validated(NewCircle, request)), status=201)


class CircleView(ApiView):
    visitors_may, public, etagged = READ, True, True

    def resource(self, request):
        """One for all circles: the same circle has two addresses, its id and its slug."""
        return "/api/circles"

    @extend_schema(operation_id="circles_retrieve", summary="A circle, by its id or slug", responses=Circle)
    def get(self, request, circle):
        return Response(selectors.get_circle(request.viewer, circle))

    @extend_schema(summary="Change an own circle", request=CircleChanges, responses=Circle)
    def put(self, request, circle):
        return Response(services.update_circle(request.viewer, circle, validated(CircleChanges, request)))

    @extend_schema(summary="Close an own circle for good", responses={204: None})
    def delete(self, request, circle):
        services.close_circle(request.viewer, circle)
        return Response(status=204)


class JoinView(ApiView):
    @extend_schema(summary="Join a circle, or ask to", request=None, responses=Joined)
    def post(self, request, circle_id):
        return Response(services.join_circle(request.viewer, circle_id))


class LeaveView(ApiView):
    @extend_schema(summary="Leave a circle, or withdraw a request", request=None, responses={204: None})
    def post(self, request, circle_id):
        services.leave_circle(request.viewer, circle_id)
        return Response(status=204)


class MembersView(ApiView):
    @extend_schema(summary="Who is in a circle", parameters=[MembersQuery], responses=CircleMemberPage)
    def get(self, request, circle_id):
        limit, cursor = page_arguments(request)
        asked = checked(MembersQuery, {"role": request.GET["role"]} if "role" in request.GET else {})
        page = selectors.get_circle_members(request.viewer, circle_id, limit, cursor, role=asked.get("role"))
        return Response(page)


class MemberView(ApiView):
    @extend_schema(summary="Give a member another role", request=CircleRole, responses=CircleRole)
    def put(self, request, circle_id, user_id):
        role = validated(CircleRole, request)["role"]
        return Response(services.set_circle_role(request.viewer, circle_id, user_id, role))

    @extend_schema(summary="Take somebody out of a circle", responses={204: None})
    def delete(self, request, circle_id, user_id):
        services.remove_circle_member(request.viewer, circle_id, user_id)
        return Response(status=204)


class RequestsView(ApiView):
    @extend_schema(summary="Who asked to join", parameters=[PageQuery], responses=CircleRequestPage)
    def get(self, request, circle_id):
        limit, cursor = page_arguments(request)
        return Response(selectors.get_circle_requests(request.viewer, circle_id, limit, cursor))


class ApproveView(ApiView):
    @extend_schema(summary="Let somebody in who asked", request=None, responses={204: None})
    def post(self, request, circle_id, user_id):
        services.approve_circle_request(request.viewer, circle_id, user_id)
        return Response(status=204)


class DeclineView(ApiView):
    @extend_schema(summary="Decline a request; who asked is not told", request=None, responses={204: None})
    def post(self, request, circle_id, user_id):
        services.decline_circle_request(request.viewer, circle_id, user_id)
        return Response(status=204)
