from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from notifications.providers import webpush
from web.doors import members_only


@never_cache
@require_safe
@members_only
def terms(request):
    """What the service worker needs to tell a new subscription while no page is open: it can read no cookie."""
    return JsonResponse({"key": webpush.vapid_public_key(), "csrf": get_token(request)})
