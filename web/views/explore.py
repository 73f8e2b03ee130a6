from django.shortcuts import render

from posts import selectors
from topin.rest import page_arguments
from web.doors import live_page, older, wants_fragment


@live_page
def show(request):
    """Public posts of these days, for members and visitors."""
    limit, cursor = page_arguments(request)
    topic = request.GET.get("topic", "")
    page = selectors.get_explore(request.viewer, limit, cursor, topic=topic).loads()
    context = {
        "posts": page["items"],
        "next": older(request, page, **({"topic": topic} if topic else {})),
        "is_older": bool(cursor),
        "topic": topic,
        "here": "explore",
    }
    return render(request, "web/feed/explore.html" + ("#items" if wants_fragment(request) else ""), context)
