"""Single messages: shown again while their conversation is open, reacted to, and taken away."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from messaging import selectors, serializers, services
from topin.rest import checked
from web import talks
from web.doors import count_deed, deed, members_only, wants_fragment
from web.forms import messages as forms
from web.views.messages.inbox import ids_of


@require_safe
@members_only
def some(request, conversation_id):
    """Some messages of a conversation as they are now; what is gone is left out."""
    talk = selectors.get_conversation(request.viewer, conversation_id)
    ids = ids_of(request)
    found = selectors.get_messages_by_id(request.viewer, ids)
    here = [found[str(id)] for id in ids if found.get(str(id), {}).get("conversation_id") == talk["id"]]
    return _render(request, talk, here)


@deed()
def react(request, message_id):
    emoji = checked(serializers.Reacted, {"emoji": request.POST.get("emoji", "").strip()})["emoji"]
    return answer(request, services.react_to_message(request.viewer, message_id, emoji))


@deed()
def unreact(request, message_id):
    emoji = checked(serializers.Reacted, {"emoji": request.POST.get("emoji", "").strip()})["emoji"]
    return answer(request, services.withdraw_reaction(request.viewer, message_id, emoji))


@require_http_methods(["GET", "POST"])
@members_only
def delete(request, message_id):
    """Asks, then deletes a message: for oneself, or an own one for both."""
    message = selectors.get_message(request.viewer, message_id)
    if request.method == "GET":
        return render(request, "web/messages/delete.html", {"message": talks.shown(request.viewer, message)})
    count_deed(request)
    if request.POST.get("for") == "everyone":
        services.delete_message_for_everyone(request.viewer, message_id)
        return answer(request, selectors.get_message(request.viewer, message_id))
    services.delete_message_for_me(request.viewer, message_id)
    if wants_fragment(request):
        return HttpResponse(headers={"HX-Retarget": f"#msg-{message_id}", "HX-Reswap": "delete"})
    return redirect("conversation", message["conversation_id"])


def answer(request, message):
    """After a deed with a message: itself where HTMX waits for it, else its conversation."""
    if not wants_fragment(request):
        return redirect("conversation", message["conversation_id"])
    return _render(request, selectors.get_conversation(request.viewer, message["conversation_id"]), [message])


def _render(request, talk, messages):
    shown = [talks.shown(request.viewer, message) for message in messages]
    context = {"talk": talk, "said": shown, "quick_emoji": forms.QUICK_EMOJI}
    return render(request, "web/messages/_said.html", context)
