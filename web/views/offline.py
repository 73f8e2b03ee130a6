"""What a browser keeps of TOPiN: the page for the time without a network, the service worker, how it is installed."""

from hashlib import sha256

from django.http import JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from topin import sql

#: What the page for the time without a network is made of.
FILES = [
    "web/css/tokens.css",
    "web/css/dark.css",
    "web/css/contrast.css",
    "web/css/base.css",
    "web/css/layout.css",
    "web/css/components.css",
    "web/css/overlays.css",
    "web/css/avatars.css",
    "web/css/posts.css",
    "web/css/pages.css",
    "web/js/ui.js",
    "web/fonts/figtree-latin.woff2",
    "web/icons.svg",
]
VERSION = 3  # of the page's words and markup: raised, browsers fetch it anew


@require_safe
def page(request):
    """Kept by the service worker, so it is the same for everybody."""
    request.viewer = sql.ANONYMOUS
    return render(request, "web/errors/offline.html", {"messages": ()})  # those are for one reader, once


@require_safe
def worker(request):
    """The service worker: at the root, for its address is the extent of its power."""
    files = [static(name) for name in FILES]
    version = sha256(" ".join([*files, get_language(), str(VERSION)]).encode()).hexdigest()[:12]
    given = {"files": files, "version": version}
    answer = render(request, "web/sw.js", given, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"  # a new one is found at the next page
    return answer


@require_safe
def manifest(request):
    return JsonResponse(
        {
            "id": "/home",
            "name": "TOPiN",
            "short_name": "TOPiN",
            "description": gettext("Your people, in order."),
            "lang": get_language(),
            "start_url": "/home",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f8f6f1",
            "theme_color": "#fffefc",
            "categories": ["social"],
            "icons": [
                {"src": static("web/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
                _icon("icon-192.png", 192),
                _icon("icon-512.png", 512),
                _icon("maskable-192.png", 192, purpose="maskable"),
                _icon("maskable-512.png", 512, purpose="maskable"),
            ],
            "shortcuts": [
                _shortcut(gettext("Messages"), "/messages"),
                _shortcut(gettext("Notifications"), "/notifications"),
                _shortcut(gettext("New post"), "/posts/new"),
            ],
        },
        content_type="application/manifest+json",
    )


def _icon(name, size, **more):
    return {"src": static(f"web/icons/{name}"), "sizes": f"{size}x{size}", "type": "image/png", **more}


def _shortcut(name, url):
    return {"name": name, "url": url, "icons": [_icon("icon-192.png", 192)]}
