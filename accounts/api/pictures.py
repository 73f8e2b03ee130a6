"""Doors to the own avatar and banner."""

from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts import services
from accounts.serializers import Me, PictureUpload
from topin import errors, rest
from topin.bodies import JsonParser

UPLOAD = {
    "request": {"multipart/form-data": PictureUpload},
    "responses": {
        200: Me,
        202: OpenApiResponse(Me, description="The picture is being worked on; this is the profile with the old one"),
    },
}


class PictureView(rest.ApiView):
    """One picture of a member: JPEG, PNG, WebP, GIF (its first frame) or AVIF."""

    kind = ""
    limits = ("upload",)
    parser_classes = (MultiPartParser, JsonParser)

    def put(self, request):
        me, ready = services.change_picture(request.viewer, self.kind, _file_of(request))
        return Response(me, status=200 if ready else 202)

    def delete(self, request):
        return Response(services.remove_picture(request.viewer, self.kind))


def _documented(kind):
    """`extend_schema` of both methods; the operations of the two kinds need names of their own."""
    return extend_schema_view(
        put=extend_schema(summary=f"Change the own {kind}", operation_id=f"users_me_{kind}_update", **UPLOAD),
        delete=extend_schema(
            summary=f"Take the own {kind} away", operation_id=f"users_me_{kind}_delete", responses={200: Me}
        ),
    )


@_documented("avatar")
class AvatarView(PictureView):
    kind = "avatar"


@_documented("banner")
class BannerView(PictureView):
    kind = "banner"


def _file_of(request):
    """The part called `file`. Raises Invalid."""
    found = request.FILES.get("file")
    if found is None:
        raise errors.Invalid(errors=[("file", "required", "Send the picture as the part `file` of a multipart body")])
    return found
