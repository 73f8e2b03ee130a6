"""The API's own addresses: its schema, its documentation, the socket's ticket, the stream, and published functions."""

from django.urls import path
from django.utils.module_loading import autodiscover_modules
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView

from topin import api, rpc

autodiscover_modules("rpc")

urlpatterns = [
    path("schema", SpectacularJSONAPIView.as_view(), name="schema"),
    path("docs", SpectacularSwaggerView.as_view(url_name="schema")),
    path("sync", api.SyncView.as_view()),
    path("batch", api.BatchView.as_view()),
    path("realtime/ticket", api.RealtimeTicketView.as_view()),
    path("rpc", rpc.FunctionsView.as_view()),
    # What the apps have published by now; any other name is no address.
    *(path(f"rpc/{function.name}", rpc.view_of(function)) for function in rpc.functions.values()),
]
