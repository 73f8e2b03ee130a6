from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts import selectors as accounts
from social import selectors, services
from social.serializers import AskedUpTo
from topin.rest import checked, page_arguments
from web.doors import deed, live_page, members_only, older, wants_fragment, way_back


@members_only
@live_page
def received(request):
    """Who asked to follow the member."""
    return _page(request, "received", selectors.get_follow_requests)


@members_only
@live_page
def sent(request):
    """Whom the member asked to follow."""
    return _page(request, "sent", selectors.get_sent_follow_requests)


@deed()
def approve(request, user_id):
    services.approve_follow_request(request.viewer, user_id)
    return _answered(request, user_id, "approved")


@deed()
def decline(request, user_id):
    services.decline_follow_request(request.viewer, user_id)
    return _answered(request, user_id, "declined")


@deed()
def withdraw(request, user_id):
    services.withdraw_follow_request(request.viewer, user_id)
    return _answered(request, user_id, "withdrawn")


@deed()
def approve_all(request):
    services.approve_all_follow_requests(request.viewer, checked(AskedUpTo, request.POST)["up_to"])
    return redirect("requests")


def _page(request, kind, selector):
    limit, cursor = page_arguments(request)
    up_to = timezone.now()  # before the look: who asks after it was not seen
    page = selector(request.viewer, limit, cursor).loads()
    context = {
        "people": page["items"],
        "next": older(request, page),
        "is_older": bool(cursor),
        "kind": kind,
        "up_to": up_to.isoformat(),
    }
    return render(request, "web/requests/list.html" + ("#items" if wants_fragment(request) else ""), context)


def _answered(request, user_id, answer):
    """The end of the row; without HTMX the list, without the row."""
    if not request.htmx:
        default = reverse("requests_sent" if answer == "withdrawn" else "requests")
        return HttpResponseRedirect(way_back(request, default))
    context = {"answer": answer}
    if answer == "approved":  # then one may follow back
        context["member"] = accounts.get_profile(request.viewer, user_id).loads()
    return render(request, "web/requests/_answered.html", context)
