"""Taking everything along."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import selectors, services
from web.doors import deed, members_only
from web.views.settings.pages import saved, show, tab_page

TAB = "your_data"


@tab_page
def overview(request):
    context = {"export_days": settings.EXPORT_DAYS, "grace_days": settings.DELETION_GRACE_DAYS}
    return show(request, "data", TAB, export=_newest(request), **context)


@deed("sensitive")
def ask_export(request):
    services.ask_export(request.viewer)
    if request.htmx:
        return _state(request, _newest(request))
    return saved(request, TAB, _("Your archive is being made."))


@never_cache
@require_safe
@members_only
def export_state(request, export_id):
    """How far the archive is, for the page that shows it."""
    return _state(request, selectors.get_export(request.viewer, export_id))


def _newest(request):
    found = selectors.get_exports(request.viewer)
    return found[0] if found else None


def _state(request, export):
    return render(request, "web/settings/parts/export.html", {"export": export})
