from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from notifications import selectors, serializers, services
from topin import errors
from topin.rest import checked, page_arguments
from web import notes
from web.doors import deed, live_page, members_only, older, wants_fragment, way_back


@members_only
@live_page
def show(request):
    """What the member was told, newest first: all of it, or what is unread, or of one family."""
    limit, cursor = page_arguments(request)
    chosen, unread = request.GET.get("family", ""), request.GET.get("unread") == "1"
    family = notes.family_of(chosen)
    looked_at = datetime.now(UTC)  # before: what comes meanwhile was not seen
    page = selectors.get_notifications(request.viewer, limit, cursor, family and family.kinds, unread).loads()
    last = notes.stretched(page["items"], notes.stretch_before(request.GET.get("after")))
    context = {
        "notes": notes.with_posts(request.viewer, page["items"]),
        "next": older(request, page, **_query(chosen, unread), after=last),
        "is_older": bool(cursor),
        "unread": unread,
        "family": family,
        "tabs": [(_address(chosen, False), False), (_address(chosen, True), True)],
        "families": [(each, _address(name, unread), each is family) for name, each in notes.FAMILIES.items()],
        "all": _address("", unread),
        "up_to": looked_at.isoformat(),
        "here": "notifications",
    }
    template = "web/notifications/list.html" + ("#items" if wants_fragment(request) else "")
    return render(request, template, context)


def _query(family, unread):
    return ({"family": family} if family else {}) | ({"unread": 1} if unread else {})


def _address(family, unread):
    return "?" + urlencode(_query(family, unread))


@require_safe
@members_only
def item(request, notification_id):
    """One notification, for a list that is open while it arrives."""
    return _note(request, notification_id)


def _note(request, notification_id):
    found = selectors.get_notifications_by_id(request.viewer, [notification_id]).loads()
    if not found:
        raise errors.NotFound()
    (note,) = notes.with_posts(request.viewer, [found[str(notification_id)]])
    return render(request, "web/notifications/_note.html", {"note": note})


@require_safe
@members_only
def bell(request):
    """The number at the bell."""
    count = selectors.get_unread_count(request.viewer).loads()["count"]
    return render(request, "web/parts/bell.html", {"count": count})


@deed()
def read(request, notification_id):
    services.read_notification(request.viewer, notification_id)
    return _note(request, notification_id) if request.htmx else _back(request)


@deed()
def delete(request, notification_id):
    """HTMX takes the note out of the list, and the bell has one less."""
    services.delete_notification(request.viewer, notification_id)
    if not request.htmx:
        return _back(request)
    return HttpResponse(headers={"HX-Trigger": "topin:bell"})


@deed()
def read_all(request):
    services.read_all_notifications(request.viewer, **checked(serializers.UpTo, request.POST))
    return redirect("notifications")


def _back(request):
    return redirect(way_back(request, "notifications"))
