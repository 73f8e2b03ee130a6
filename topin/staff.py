"""The way into the moderators' console: who is let in, and as whom the database sees them."""

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from topin.rest import READ
from topin.sql import Viewer, acting_as

CONSOLE = "/admin/"
#: Alpine.js, which the theme is made with, compiles the expressions in its attributes: it needs `eval`.
CONSOLE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; object-src 'none'; "
    f"img-src 'self' data: {settings.MEDIA_ORIGIN}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
#: What somebody may reach who gave the password but not yet the second factor.
HALF_SIGNED_IN = ("/admin/second-factor/", "/admin/logout/")
VERIFIED = "second_factor"  # the key in Django's session


def is_verified(request):
    """Whether this session gave its second factor, or needs none."""
    return not settings.ADMIN_SECOND_FACTOR or VERIFIED in request.session


def viewer_of(request):
    """The staff member of this request, as whom services of the console act."""
    return Viewer.staff(request.user.pk)


class StaffMiddleware:
    """Runs every request of staff below /admin in one transaction as `topin_staff`.

    So the policies and grants of that role decide what the console shows and changes, also in the
    ORM: it uses the connection that `acting_as` set up. Visitors and those who owe their second
    factor get no such transaction, and the login role of the process may read nothing of members.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(CONSOLE):
            return self.get_response(request)
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", CONSOLE_POLICY)
        response.headers.setdefault("Cache-Control", "no-store")  # nothing of it stays on a shared desk
        return response

    def _answer(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        if is_verified(request):
            return self._answer_as_staff(request)
        if request.path.startswith(HALF_SIGNED_IN):
            return self.get_response(request)
        return HttpResponseRedirect(f"{reverse('second-factor')}?{urlencode({'next': request.get_full_path()})}")

    def _answer_as_staff(self, request):
        with acting_as(viewer_of(request), read_only=request.method in READ):
            response = self.get_response(request)
            if response.status_code >= 500:  # the fault became a page already: undo what it left half done
                transaction.set_rollback(True)
            return response
