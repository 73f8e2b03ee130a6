from django.shortcuts import render

from posts import selectors
from topin.rest import page_arguments
from web.doors import live_page, members_only, older, wants_fragment
from web.forms.posts import composer


@members_only
@live_page
def home(request):
    """The home feed: what followed people posted, newest first."""
    limit, cursor = page_arguments(request)
    page = selectors.get_visible_posts_for_user(request.viewer, limit, cursor).loads()
    context = {
        "posts": page["items"],
        "next": older(request, page),
        "is_older": bool(cursor),
        "here": "home",
        "suggested_inside": not page["items"] and not cursor,
        **composer(),
    }
    return render(request, "web/feed/home.html" + ("#items" if wants_fragment(request) else ""), context)
