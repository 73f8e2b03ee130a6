"""Doors to profiles: `/api/users`."""

from uuid import UUID

from rest_framework.response import Response

from accounts import selectors, services
from accounts.serializers import MeChanges
from topin import errors, rest

IDS_MAX = 100


class MeView(rest.ApiView):
    etagged = True

    def get(self, request):
        return Response(selectors.get_me(request.viewer))

    def put(self, request):
        return Response(services.update_me(request.viewer, rest.validated(MeChanges, request)))


class ProfileView(rest.ApiView):
    sign_in_required = False
    etagged = public = True

    def get(self, request, user_id):
        return Response(selectors.get_profile(request.viewer, user_id))


class ProfileByHandleView(rest.ApiView):
    sign_in_required = False
    etagged = public = True

    def get(self, request, handle):
        return Response(selectors.get_profile_by_handle(request.viewer, handle))


class HandleView(rest.ApiView):
    sign_in_required = False

    def get(self, request, handle):
        return Response(selectors.check_handle(request.viewer, handle))


class ProfilesView(rest.ApiView):
    sign_in_required = False

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
