"""Deeds with a conversation: reading it, answering a request, changing how it goes on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import selectors as accounts
from messaging import serializers, services
from topin.rest import checked
from web.doors import deed
from web.forms import messages as forms


@deed()
def read(request, conversation_id):
    services.read_messages(request.viewer, conversation_id, checked(serializers.ReadUpTo, request.POST)["up_to"])
    return HttpResponse(status=204)


@deed()
def accept(request, conversation_id):
    services.accept_conversation(request.viewer, conversation_id)
    return _to(request, "conversation", conversation_id)


@deed()
def decline(request, conversation_id):
    services.decline_conversation(request.viewer, conversation_id)
    messages.success(request, _("Declined. They are not told."))
    return _to(request, "messages")


@deed()
def change(request, conversation_id):
    """Mutes, archives, or says how long messages stay: the head of the conversation, as it is now."""
    changes = checked(serializers.ConversationChange, forms.changes(request.POST), partial=True)
    talk = services.update_conversation(request.viewer, conversation_id, changes)
    if changes.get("archived"):
        return _to(request, "messages")
    if not request.htmx or "archived" in changes:
        return _to(request, "conversation", conversation_id)
    peer = accounts.get_profile(request.viewer, talk["participant"]["id"]).loads()
    context = {"talk": talk, "peer": peer, "expiries": forms.EXPIRIES}
    return render(request, "web/messages/_head.html", context)


def _to(request, name, *arguments):
    response = redirect(name, *arguments)
    return HttpResponse(headers={"HX-Redirect": response["Location"]}) if request.htmx else response
