"""Showing a message to the moderators."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from messaging import selectors
from moderation import serializers, services
from topin import errors
from topin.rest import checked
from web import talks
from web.doors import count_deed, members_only
from web.forms.messages import REPORT_REASONS
from web.forms.posts import reasons


@require_http_methods(["GET", "POST"])
@members_only
def report(request, message_id):
    """Asks what is wrong with a message that was received, then shows it to the moderators."""
    message = talks.shown(request.viewer, selectors.get_message(request.viewer, message_id))
    if message["own"] or message["deleted"]:
        raise errors.NotFound()
    refusal = _send(request, message_id) if request.method == "POST" else None
    if request.method == "POST" and not refusal:
        messages.success(request, _("Thank you. The moderators look at this message."))
        return redirect("conversation", message["conversation_id"])
    context = {"message": message, "choices": REPORT_REASONS, "reasons": reasons(refusal), "typed": request.POST}
    return render(request, "web/messages/report.html", context, status=refusal.status if refusal else 200)


def _send(request, message_id):
    """Reports. Returns the refusal, where there is one."""
    count_deed(request, "sensitive")
    try:
        fields = checked(serializers.ReportWords, {name: request.POST.get(name, "") for name in ("reason", "note")})
        services.report_message(request.viewer, message_id=message_id, **fields)
    except errors.Refused as refusal:
        return refusal
    return None
