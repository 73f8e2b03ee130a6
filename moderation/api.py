"""REST doors of /api/moderation."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from moderation import selectors, services
from moderation.serializers import NewReport, Report, ReportPage
from social.serializers import PageQuery
from topin.rest import ApiView, page_arguments, validated


class ReportsView(ApiView):
    def limit_keys(self, request):
        keys = super().limit_keys(request)
        if request.method == "POST":
            keys.append(("sensitive", keys[0][1]))
        return keys

    @extend_schema(summary="Own reports, and what came of them", parameters=[PageQuery], responses=ReportPage)
    def get(self, request):
        return Response(selectors.get_reports(request.viewer, *page_arguments(request)))

    @extend_schema(summary="Report a message to the moderators", request=NewReport, responses={201: Report})
    def post(self, request):
        asked = validated(NewReport, request)
        message = asked.pop("subject")["id"]
        return Response(services.report_message(request.viewer, message_id=message, **asked), status=201)
