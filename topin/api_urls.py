"""The API's own addresses: its schema, its documentation, the socket's ticket and the stream."""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView

from topin import api

urlpatterns = [
    path("schema", SpectacularJSONAPIView.as_view(), name="schema"),
    path("docs", SpectacularSwaggerView.as_view(url_name="schema")),
    path("sync", api.SyncView.as_view()),
    path("realtime/ticket", api.RealtimeTicketView.as_view()),
]
