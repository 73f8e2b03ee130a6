"""Whom to write to: the people one follows, or whom a text finds."""

from django.shortcuts import render

from posts.serializers import PostSearchQuery
from social import selectors as people
from topin import errors
from topin.rest import checked
from web.doors import live_page, members_only, wants_fragment

MOST = 30  # people at once; whoever looks for another one types


@members_only
@live_page
def new(request):
    q = request.GET.get("q", "").strip()
    found = [person for person in _found(request.viewer, q) if _may_write_to(person)]
    template = "web/messages/new.html" + ("#items" if wants_fragment(request) else "")
    return render(request, template, {"people": found, "q": q, "here": "messages"})


def _found(viewer, q):
    """Nobody where the text is no search."""
    if not q:
        return people.get_following_with_profiles(viewer, viewer.user_id, MOST).loads()["items"]
    try:
        checked(PostSearchQuery, {"q": q})
    except errors.Invalid:
        return []
    return people.search_members(viewer, q, MOST).loads()["items"]


def _may_write_to(person):
    return not person["viewer"]["is_self"] and person["viewer"]["can_message"] != "no"
