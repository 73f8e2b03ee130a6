from django.shortcuts import render

from posts import selectors
from topin.rest import page_arguments
from web.doors import live_page, older, wants_fragment
from web.topics import Topics


@live_page
def show(request, tag):
    """What the viewer may see of a tag's posts, newest first."""
    limit, cursor = page_arguments(request)
    page = selectors.get_posts_by_tag(request.viewer, tag, limit, cursor).loads()
    context = {"tag": tag, "posts": page["items"], "next": older(request, page), "is_older": bool(cursor)}
    if wants_fragment(request):
        return render(request, "web/tags/show.html#items", context)
    return render(request, "web/tags/show.html", context | {"chosen": Topics(request.viewer).named(tag)})
