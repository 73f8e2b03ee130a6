"""Writing a message: from a form, or from the script that shows it before it has arrived."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts import selectors as accounts
from messaging import selectors, serializers, services
from topin import errors
from topin.rest import checked
from web import talks
from web.doors import deed, wants_fragment
from web.forms import media
from web.forms import messages as forms
from web.views import media_step
from web.views.messages.items import answer


@deed("message")
def send(request):
    """Sends; the message itself where a script waits for it, else the way to it."""
    if media_step.is_wanted(request):
        return _again(request, *media_step.take(request, "message"))
    try:
        message = services.send_message(request.viewer, **checked(serializers.NewMessage, forms.sent(request.POST)))
    except errors.Refused as refusal:
        return _refused(request, refusal)
    if wants_fragment(request):
        return answer(request, message)
    return HttpResponseRedirect(reverse("conversation", args=[message["conversation_id"]]))


def _refused(request, refusal):
    """The words stay where they were typed, with the reason below."""
    if wants_fragment(request):
        return render(request, "web/parts/errors.html", {"found": forms.reasons(refusal)}, status=refusal.status)
    tray = media.tray(request.viewer, media.ids_of(request.POST), media.words_of(request.POST))
    return _again(request, tray, refusal=refusal)


def _again(request, tray, faults=(), refusal=None):
    """The page with what was typed."""
    draft = {"text": request.POST.get("text", ""), "client_id": request.POST.get("client_id", "")}
    target = checked(forms.Target, request.POST.dict())
    if target["conversation_id"]:
        talk = selectors.get_conversation(request.viewer, target["conversation_id"])
        context = talks.conversation(request, talk, draft, refusal, tray)
    elif not target["recipient_id"]:
        raise errors.NotFound()
    else:
        peer = accounts.get_profile(request.viewer, target["recipient_id"]).loads()
        context = talks.beginning(request, peer, draft, refusal, tray)
    context["reasons"] = [*context["reasons"], *faults]
    return render(request, "web/messages/show.html", context, status=refusal.status if refusal else 200)
