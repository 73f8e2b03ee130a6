"""What a browser keeps for the time without a network."""

from django.http import JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from topin import sql


@require_safe
def page(request):
    """Kept by the service worker, so it is the same for everybody."""
    request.viewer = sql.ANONYMOUS
    return render(request, "web/errors/offline.html", {"messages": ()})  # those are for one reader, once


@require_safe
def worker(request):
    """The service worker: at the root, for its address is the extent of its power."""
    return render(request, "web/sw.js", content_type="text/javascript")


@require_safe
def manifest(request):
    return JsonResponse(
        {
            "name": "TOPiN",
            "short_name": "TOPiN",
            "description": gettext("Your people, in order."),
            "start_url": "/home",
            "display": "standalone",
            "background_color": "#f8f6f1",
            "theme_color": "#0e6b57",
            "icons": [{"src": static("web/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
