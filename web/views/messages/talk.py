"""A conversation on its page, and the page on which one begins."""

from django.shortcuts import redirect, render

from accounts import selectors as accounts
from messaging import selectors
from topin import errors
from web import talks
from web.doors import live_page, members_only, wants_fragment
from web.views.profiles import at_present_handle


@members_only
@live_page
def show(request, conversation_id):
    """What was said, newest at the bottom; for HTMX a part of it alone."""
    talk = selectors.get_conversation(request.viewer, conversation_id)
    if wants_fragment(request):
        context = {"talk": talk, **talks.said(request.viewer, talk, cursor=request.GET.get("cursor", ""))}
        return render(request, "web/messages/_said.html", context)
    return render(request, "web/messages/show.html", talks.conversation(request, talk))


@members_only
@live_page
@at_present_handle
def with_member(request, handle):
    """To the conversation with a member, or the page on which it would begin."""
    peer = accounts.get_profile_by_handle(request.viewer, handle).loads()
    if peer["viewer"]["is_self"]:
        raise errors.NotFound()
    talk = selectors.get_conversation_with(request.viewer, peer["id"])
    if talk:
        return redirect("conversation", talk["id"])
    return render(request, "web/messages/show.html", talks.beginning(request, peer))
