from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from notifications import selectors, serializers, services
from topin import errors
from topin.rest import checked, page_arguments
from web.doors import deed, live_page, members_only, older, wants_fragment


@members_only
@live_page
def show(request):
    """What the member was told, newest first."""
    limit, cursor = page_arguments(request)
    unread = request.GET.get("unread") == "1"
    page = selectors.get_notifications(request.viewer, limit, cursor, None, unread).loads()
    context = {
        "notes": page["items"],
        "next": older(request, page, **({"unread": 1} if unread else {})),
        "is_older": bool(cursor),
        "unread": unread,
        "up_to": datetime.now(UTC).isoformat(),
        "here": "notifications",
    }
    template = "web/notifications/list.html" + ("#items" if wants_fragment(request) else "")
    return render(request, template, context)


@require_safe
@members_only
def item(request, notification_id):
    """One notification, for a list that is open while it arrives."""
    found = selectors.get_notifications_by_id(request.viewer, [notification_id]).loads()
    if not found:
        raise errors.NotFound()
    return render(request, "web/notifications/_note.html", {"note": found[str(notification_id)]})


@require_safe
@members_only
def bell(request):
    """The number at the bell."""
    count = selectors.get_unread_count(request.viewer).loads()["count"]
    return render(request, "web/parts/bell.html", {"count": count})


@deed()
def read(request, notification_id):
    services.read_notification(request.viewer, notification_id)
    return HttpResponse(status=204)


@deed()
def read_all(request):
    services.read_all_notifications(request.viewer, **checked(serializers.UpTo, request.POST))
    return redirect("notifications")
