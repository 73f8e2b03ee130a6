"""The door of /media/upload: parts of files, where the storage is files of this machine."""

from rest_framework.response import Response

from posts import services
from topin import errors
from topin.rest import ANY, ApiView


class UploadView(ApiView):
    """A part, to an address that we signed: that is all its sender needs, as with a bucket."""

    authentication_classes = ()
    visitors_may = ANY
    idempotent = False

    def limit_keys(self, request):
        return []  # addresses come from a door that counts

    def put(self, request, token):
        if not request.META.get("CONTENT_LENGTH", "").isdigit():
            raise errors.Invalid("Say with Content-Length how many bytes this part has")
        etag = services.receive_part(token, request._request.read)
        return Response(status=200, headers={"ETag": f'"{etag}"'})
