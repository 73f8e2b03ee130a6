from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts import selectors, services
from topin.rest import page_arguments
from web.doors import deed, older
from web.views.settings.pages import go, saved, show, tab_page

TAB = "sessions"


@tab_page
def sessions(request):
    """Where the member is signed in, this browser first."""
    limit, cursor = page_arguments(request)
    page = selectors.get_sessions(request.viewer, limit, cursor).loads()
    found = sorted(page["items"], key=lambda session: not session["current"])
    others = any(not session["current"] for session in found)
    return show(request, "sessions", TAB, sessions=found, others=others, next=older(request, page))


@deed()
def end(request, session_id):
    services.end_session(request.viewer, session_id)
    return HttpResponse() if request.htmx else saved(request, TAB, _("Signed out there."))


@deed()
def end_others(request):
    services.sign_out(request.viewer, "others")
    return go(request, TAB, _("Signed out everywhere else."))
