"""Doors to the blue tick: `/api/users/me/verification`."""

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts import documents, selectors, services
from accounts.serializers import DocumentId, DocumentUpload, Verification, VerificationAsked
from topin import errors, rest

FORM_BYTES = 64 * 1024  # of a multipart body, around the file


class VerificationView(rest.ApiView):
    def limit_keys(self, request):
        keys = super().limit_keys(request)
        if request.method == "POST":
            keys.append(("sensitive", keys[0][1]))
        return keys

    @extend_schema(summary="The own request for the blue tick; 404 before there is one", responses=Verification)
    def get(self, request):
        found = selectors.get_verification(request.viewer)
        if found is None:
            raise errors.NotFound()
        return Response(found)

    @extend_schema(summary="Ask for the blue tick", request=VerificationAsked, responses={201: Verification})
    def post(self, request):
        asked = rest.validated(VerificationAsked, request)
        return Response(services.ask_verification(request.viewer, **asked), status=201)


class DocumentsView(rest.ApiView):
    """Our own addition to the API: how a proof comes to us."""

    parser_classes = [MultiPartParser]
    limits = ("upload",)

    @extend_schema(
        summary="Hand in a document (PDF, JPEG, PNG, WebP) that proves a request for the blue tick",
        request={"multipart/form-data": DocumentUpload},
        responses={201: DocumentId},
    )
    def post(self, request):
        documents.refuse_large(int(request.META.get("CONTENT_LENGTH") or 0) - FORM_BYTES)  # before it is read
        upload = request.FILES.get("file")
        if upload is None:
            raise errors.Invalid(errors=[("file", "required", "Send the document as the field file of a form")])
        return Response(services.add_document(request.viewer, upload), status=201)
