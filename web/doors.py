"""What every page's door needs: members only, ways back that stay on this site, the next page of a list."""

from functools import wraps
from urllib.parse import urlsplit

from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from topin import errors, limits, streams


def members_only(view):
    """Visitors are sent to sign in and come back afterwards (RefusalMiddleware)."""

    @wraps(view)
    def door(request, *args, **kwargs):
        if not request.viewer.is_member:
            raise errors.NotSignedIn()
        return view(request, *args, **kwargs)

    return door


def deed(*rules):
    """The door of a deed: members, by POST, counted by the limits that count it below /api too."""

    def of(view):
        @require_POST
        @members_only
        @wraps(view)
        def door(request, *args, **kwargs):
            count_deed(request, *rules)
            return view(request, *args, **kwargs)

        return door

    return of


def count_deed(request, *rules):
    """Raises RateLimited when the member has done too much."""
    key = str(request.viewer.user_id)
    limits.spend([(rule, key) for rule in ("member", "write", *rules)]).refuse()


def live_page(view):
    """The door of a page: it is its reader's alone, and it goes on living where it was read."""

    @wraps(view)
    def door(request, *args, **kwargs):
        if request.viewer.is_member and not wants_fragment(request):
            # Before the page is read: what happens meanwhile is told by its socket, never missed.
            request.stream = streams.position_now(request.viewer)
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return require_safe(door)


def wants_fragment(request):
    """Whether HTMX asked for a part of the page, rather than restoring it whole."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def local_path(target, default):
    """`target` where it is a path of this site; anything that could lead elsewhere becomes `default`."""
    if target and target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        return target
    return default


def way_back(request, default):
    """The page of this site that the form was sent from."""
    came_from = urlsplit(request.META.get("HTTP_REFERER", ""))
    if came_from.netloc != request.get_host():
        return default
    path = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    return local_path(path, default)


def older(request, page, **query):
    """The address of the page that follows `page` (a list of ours), or None at the end."""
    if not page["next_cursor"]:
        return None
    return f"{request.path}?{urlencode({**query, 'cursor': page['next_cursor']})}"
