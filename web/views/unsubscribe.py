"""Where the last link of a mail leads: to no more mails like it, signed in or not."""

from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.unsubscribing import DIGEST, Unsubscribing
from web.forms.notifications import words_of_kind
from web.gate import show


@csrf_exempt  # the token in the address is the proof, and mail programs press the button without a page (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request, token):
    """Looking changes nothing, for mail scanners open links. A POST does it, and answers with a page: mail programs
    follow no redirect."""
    unsubscribing = Unsubscribing.of(token)
    is_done = request.method == "POST"
    if is_done:
        services.unsubscribe(unsubscribing)
    is_digest = unsubscribing.what == DIGEST
    kind = "" if is_digest else words_of_kind(unsubscribing.what)
    return show(request, "web/accounts/unsubscribe.html", kind=kind, is_digest=is_digest, is_done=is_done)
