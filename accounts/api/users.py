"""Doors to profiles: `/api/users`."""

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.response import Response

from accounts import selectors, services
from accounts.api.leaving import LeaveDoor
from accounts.serializers import HandleChange, HandleCheck, Me, MeChanges, Profile, Profiles
from topin import errors, rest

IDS_MAX = 100
IDS = OpenApiParameter("ids", OpenApiTypes.STR, required=True, description="1 to 100 ids, parted by commas")


class MeView(LeaveDoor, rest.ApiView):
    etagged = True

    @extend_schema(summary="The own profile", responses=Me)
    def get(self, request):
        return Response(selectors.get_me(request.viewer))

    @extend_schema(summary="Change the own profile", request=MeChanges, responses=Me)
    def put(self, request):
        return Response(services.update_me(request.viewer, rest.validated(MeChanges, request)))


class MyHandleView(rest.ApiView):
    @extend_schema(summary="Take another handle", request=HandleChange, responses=Me)
    def put(self, request):
        return Response(services.change_handle(request.viewer, **rest.validated(HandleChange, request)))


class ProfileView(rest.ApiView):
    visitors_may = rest.READ
    etagged = public = True

    @extend_schema(summary="A member's profile", responses=Profile)
    def get(self, request, user_id):
        return Response(selectors.get_profile(request.viewer, user_id))


class ProfileByHandleView(rest.ApiView):
    visitors_may = rest.READ
    etagged = public = True

    @extend_schema(
        summary="A member's profile, by handle",
        responses={
            200: Profile,
            308: OpenApiResponse(description="The handle was given up; `Location` has the new one"),
        },
    )
    def get(self, request, handle):
        return Response(selectors.get_profile_by_handle(request.viewer, handle))


class HandleView(rest.ApiView):
    visitors_may = rest.READ

    @extend_schema(summary="Whether a handle can be had", responses=HandleCheck)
    def get(self, request, handle):
        return Response(selectors.check_handle(request.viewer, handle))


class ProfilesView(rest.ApiView):
    visitors_may = rest.READ

    @extend_schema(summary="Several profiles", operation_id="users_list", parameters=[IDS], responses=Profiles)
    def get(self, request):
        return Response(selectors.get_profiles(request.viewer, _ids(request.GET.get("ids", ""))))


def _ids(text):
    """The ids of `?ids=a,b`, each once. Raises Invalid."""
    try:
        found = list(dict.fromkeys(UUID(part.strip()) for part in text.split(",") if part.strip()))
    except ValueError as error:
        raise errors.Invalid(errors=[("ids", "invalid", "Ids are UUIDs, parted by commas")]) from error
    if not 1 <= len(found) <= IDS_MAX:
        raise errors.Invalid(errors=[("ids", "out_of_range", f"Name 1 to {IDS_MAX} ids")])
    return found
