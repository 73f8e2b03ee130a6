from social import selectors
from topin.rest import page_arguments
from web.doors import older
from web.views.settings.pages import show, tab_page

TAB = "privacy_settings"


@tab_page
def blocked(request):
    """Whom the member blocked."""
    return _people(request, "blocked", selectors.get_blocked_members)


@tab_page
def muted(request):
    """Whom the member muted."""
    return _people(request, "muted", selectors.get_muted_members)


def _people(request, kind, selector):
    limit, cursor = page_arguments(request)
    page = selector(request.viewer, limit, cursor).loads()
    return show(request, "quiet", TAB, kind=kind, people=page["items"], next=older(request, page))
