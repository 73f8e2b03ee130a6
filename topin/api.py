"""REST doors of the ground floor: the socket's ticket, the stream without a socket, and batches."""

from django.conf import settings
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from topin import batch, streams
from topin.realtime import tickets
from topin.rest import ANY, ApiView, validated
from topin.serializers import Batch, BatchAnswer, StreamPage, Ticket

CURSOR = OpenApiParameter("cursor", str, description="where the last answer ended; none: from now on")


class RealtimeTicketView(ApiView):
    idempotent = False  # a ticket is used once: a stored answer would be a used one

    @extend_schema(summary="A ticket for the socket", request=None, responses=Ticket)
    def post(self, request):
        ticket = tickets.issue(request.viewer)
        site = settings.SITE_URL.replace("http", "ws", 1)
        answer = {"ticket": ticket, "url": f"{site}/ws?ticket={ticket}", "expires_in": settings.TICKET_SECONDS}
        return Response(answer)


class SyncView(ApiView):
    @extend_schema(summary="What happened since", parameters=[CURSOR], responses=StreamPage)
    def get(self, request):
        cursor = request.GET.get("cursor")
        if not cursor:
            now = streams.position_now(request.viewer)
            return Response({"items": [], "cursor": now.cursor(), "has_more": False})
        page = streams.read(request.viewer, streams.read_cursor(cursor))
        return Response({"items": page.items, "cursor": page.end.cursor(), "has_more": page.has_more})


class BatchView(ApiView):
    visitors_may = ANY
    idempotent = False  # each request in it is, on its own: their effects do not commit together

    @extend_schema(
        summary="Several requests at once, in order",
        description="Each runs as if it had come alone, in a transaction of its own, and counts for the limits.",
        request=Batch,
        responses=BatchAnswer,
    )
    def post(self, request):
        return Response(batch.run(request, validated(Batch, request)["requests"]))

    def limit_keys(self, request):
        """A batch itself writes nothing."""
        return [pair for pair in super().limit_keys(request) if pair[0] != "write"]
