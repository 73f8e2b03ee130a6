"""Doors to taking everything along and to leaving."""

from django.http import FileResponse, HttpResponseRedirect
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts import selectors, services
from accounts.serializers_leaving import Export, ExportAsked, Leave, Leaving
from topin import errors, files, limits, rest

SIGNATURE = OpenApiParameter("signature", required=True, description="as in `url` of the export")
ZIP = {(200, "application/zip"): OpenApiTypes.BINARY, 302: None}
LINK_SECONDS = 300  # an address of the object store, for who is redirected there


class ExportsView(rest.ApiView):
    limits = ("sensitive",)

    @extend_schema(summary="Ask for an archive of everything", request=None, responses={202: ExportAsked})
    def post(self, request):
        return Response(services.ask_export(request.viewer), status=202)


class ExportView(rest.ApiView):
    @extend_schema(summary="How far an archive is", responses=Export)
    def get(self, request, export_id):
        return Response(selectors.get_export(request.viewer, export_id))


class ArchiveView(rest.ApiView):
    authentication_classes = []  # the signature is all it needs: a link in a mail sends no header
    visitors_may = rest.READ

    @extend_schema(summary="Fetch an archive", parameters=[SIGNATURE], responses=ZIP, auth=[])
    def get(self, request, export_id):
        name, filename = selectors.get_archive(export_id, request.GET.get("signature", ""))
        if hasattr(files.private, "bucket_name"):  # an object store sends it by itself
            disposition = f'attachment; filename="{filename}"'
            parameters = {"ResponseContentDisposition": disposition, "ResponseContentType": "application/zip"}
            return HttpResponseRedirect(files.private.url(name, parameters=parameters, expire=LINK_SECONDS))
        try:
            archive = files.private.open(name)
        except FileNotFoundError as error:
            raise errors.NotFound() from error
        return FileResponse(archive, as_attachment=True, filename=filename, content_type="application/zip")


class LeaveDoor:
    """DELETE of the own account, for the view that has the other methods of its address."""

    @extend_schema(summary="Delete the own account, after a time of grace", request=Leave, responses={202: Leaving})
    def delete(self, request):
        body = rest.validated(Leave, request)
        return Response(services.ask_deletion(request.viewer, **body, ip=limits.address(request)), status=202)
