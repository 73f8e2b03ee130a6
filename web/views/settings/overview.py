from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from web.doors import members_only
from web.views.settings.pages import TABS


@never_cache
@require_safe
@members_only
def show(request):
    """The list of all tabs."""
    return render(request, "web/settings/overview.html", {"tabs": TABS, "here": "settings"})
