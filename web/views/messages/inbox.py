"""The inbox: its lists, and the parts of it that are asked for again while it is open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import selectors as accounts
from messaging import selectors
from posts.serializers import PostIds
from topin import errors
from topin.rest import checked, page_arguments
from web import talks
from web.doors import live_page, members_only, wants_fragment


@members_only
@live_page
def show(request):
    """Conversations, newest first: those that go on, requests, or the archive."""
    limit, cursor = page_arguments(request)
    context = talks.inbox(request.viewer, _state(request), limit, cursor) | {"here": "messages"}
    template = "web/messages/_rows.html" if wants_fragment(request) else "web/messages/inbox.html"
    return render(request, template, {**context, "is_older": bool(cursor)})


@require_safe
@members_only
def rows(request):
    """Rows of some conversations, for a list that is open while they change."""
    ids = ids_of(request)
    found = selectors.get_conversations_by_id(request.viewer, ids)
    shown = [talks.shown_row(request.viewer, found[str(id)]) for id in ids if str(id) in found]
    return render(request, "web/messages/_rows.html", {"talks": shown})


@require_safe
@members_only
def tabs(request):
    """The tabs, with how many requests wait now."""
    return render(request, "web/messages/_tabs.html", {"state": _state(request), **talks.requests(request.viewer)})


@require_safe
@members_only
def badge(request):
    """The number in the navigation."""
    unread = accounts.get_page_member(request.viewer).loads()["unread"]
    return render(request, "web/messages/_badge.html", {"count": unread["messages"]})


@require_safe
@members_only
def notice(request, conversation_id):
    """Who wrote, for a page that shows something else; nothing where that is muted, or read by now."""
    found = talks.notice(request.viewer, conversation_id)
    if not found:
        return HttpResponse(status=204)
    return render(request, "web/messages/_notice.html", {"talk_id": conversation_id, **found})


def _state(request):
    state = request.GET.get("state", "active")
    if state not in talks.STATES:
        raise errors.NotFound()
    return state


def ids_of(request):
    """Ids as scripts ask for them, with commas between. Raises Invalid."""
    ids = [id for id in request.GET.get("ids", "").split(",") if id]
    return checked(PostIds, {"ids": ids})["ids"]
