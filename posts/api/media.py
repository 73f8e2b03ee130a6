"""Doors of /api/media."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from posts import selectors, services
from posts.serializers import ChangedMedia, CreatedMedia, Media, NewMedia, PartAddresses, PartNumbers, SentParts
from topin.rest import ApiView, validated


class MediaListView(ApiView):
    limits = ("upload",)

    @extend_schema(
        summary="Announce a file, to learn where to send it", request=NewMedia, responses={201: CreatedMedia}
    )
    def post(self, request):
        return Response(services.create_media(request.viewer, **validated(NewMedia, request)), status=201)


class MediaView(ApiView):
    @extend_schema(summary="An own medium", responses=Media)
    def get(self, request, media_id):
        return Response(selectors.get_media(request.viewer, media_id))

    @extend_schema(summary="Change the alt text of an own medium", request=ChangedMedia, responses=Media)
    def put(self, request, media_id):
        return Response(services.update_media(request.viewer, media_id, **validated(ChangedMedia, request)))

    @extend_schema(summary="Delete an own medium that is in no post or message", responses={204: None})
    def delete(self, request, media_id):
        services.delete_media(request.viewer, media_id)
        return Response(status=204)


class PartsView(ApiView):
    @extend_schema(
        summary="Fresh addresses for parts of an upload, and which have arrived",
        request=PartNumbers,
        responses=PartAddresses,
    )
    def post(self, request, media_id):
        return Response(services.renew_parts(request.viewer, media_id, validated(PartNumbers, request)["numbers"]))


class CompleteView(ApiView):
    @extend_schema(summary="Say that all of a file was sent", request=SentParts, responses={202: Media})
    def post(self, request, media_id):
        sent = validated(SentParts, request).get("parts") or ()
        return Response(services.complete_media(request.viewer, media_id, sent), status=202)


class RetryView(ApiView):
    limits = ("upload",)

    @extend_schema(summary="Process a failed medium once more", request=None, responses={202: Media})
    def post(self, request, media_id):
        return Response(services.retry_media(request.viewer, media_id), status=202)
