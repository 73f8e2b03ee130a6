"""Who may open a socket: a ticket, or the web client's cookie, and never from a foreign page."""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from topin import errors, sql
from topin.authentication import COOKIE, viewer_of_cookie
from topin.realtime import tickets


def admit(scope):
    """The viewer that a socket's handshake stands for. Raises Forbidden, NotSignedIn, Unavailable."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin1")
    if origin and not _is_ours(origin, headers):
        raise errors.Forbidden("Sockets are opened by our own pages only")
    viewer = _credentials(scope, headers, origin)
    with sql.acting_as(viewer, read_only=True):
        return viewer  # entering proved that the session is live


def _credentials(scope, headers, origin):
    ticket = parse_qs(scope["query_string"].decode("latin1")).get("ticket")
    if ticket:
        return tickets.take(ticket[0])
    if not origin:
        # A browser always says where a page comes from; without that the cookie proves nothing.
        raise errors.NotSignedIn("Ask for a ticket first")
    return _by_cookie(headers)


def _is_ours(origin, headers):
    if origin == settings.SITE_URL:
        return True
    host = headers.get(b"host", b"").decode("latin1")
    domain, _ = split_domain_port(host)
    return urlsplit(origin).netloc == host and validate_host(domain, settings.ALLOWED_HOSTS)


def _by_cookie(headers):
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin1"))
    except CookieError:
        cookies = {}
    viewer = viewer_of_cookie(cookies[COOKIE].value if COOKIE in cookies else "")
    if viewer is None:
        raise errors.NotSignedIn()
    return viewer
