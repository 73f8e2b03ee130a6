"""Where links may lead: to this site, to loopback addresses (apps on the member's own machine), and to
what GOTRUE_URI_ALLOW_LIST names. Whatever else is asked for becomes SITE_URL, without a word.

Browsers read URLs more generously than anybody else, so what they and we could read differently
(backslashes, blanks, controls, names before an `@`, escapes in a host) is never allowed.
"""

import re
from functools import cache
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings

PLAIN = re.compile(r"[!-\[\]-~]+\Z")  # printable ASCII without blank and backslash
PARTS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):(?://(?P<authority>[^/?]*))?(?P<rest>.*)\Z", re.IGNORECASE)
AUTHORITY = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?\Z")
#: Schemes that a browser runs instead of going there; no list can allow them.
NEVER = ("javascript", "data", "vbscript", "file", "blob", "about", "view-source")
LENGTH = 2_000
DEFAULT_PORTS = {"http": 80, "https": 443}
#: A glob's signs: `**` is anything, `*` and `?` stop at `.` and `/`.
SIGNS = re.compile(r"\*\*|\*|\?|\\.|.", re.DOTALL)


class _Parts(NamedTuple):
    scheme: str
    authority: str | None
    rest: str  # path and query, at least "/" behind an authority


def allowed(target, referer=""):
    """`target` (else `referer`, when nothing was asked for) where links may lead there, else SITE_URL."""
    wanted = target or referer or ""
    return wanted if is_allowed(wanted) else settings.SITE_URL


def is_allowed(target):
    """Whether a link may lead there. A fragment does not matter."""
    parts = _target(target)
    if parts is None or parts.scheme in NEVER:
        return False
    return _is_ours(parts) or any(_matches(pattern, parts) for pattern in settings.GOTRUE_URI_ALLOW_LIST)


def with_fragment(url, **fields):
    """The URL with these fields (without those that are None) as its fragment, in the place of any other."""
    return f"{url.partition('#')[0]}#{_encoded(fields)}"


def with_query(url, **fields):
    """The URL with these fields added to its query, in the place of others with their names."""
    before, mark, fragment = url.partition("#")
    base, _, query = before.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name not in fields]
    return f"{base}?{urlencode([*kept, *_given(fields)])}{mark}{fragment}"


def _encoded(fields):
    return urlencode(_given(fields))


def _given(fields):
    return [(name, value) for name, value in fields.items() if value is not None]


def _target(text):
    """The parts of a URL that every reader takes apart alike, else None."""
    if len(text) > LENGTH or not PLAIN.match(text):
        return None
    parts = _split(text)
    if parts is None or (parts.authority and not AUTHORITY.match(parts.authority)):
        return None
    if parts.scheme in DEFAULT_PORTS and not parts.authority:
        return None  # browsers go to a host all the same
    return parts


def _split(text):
    found = PARTS.match(text.partition("#")[0])
    if found is None:
        return None
    authority, rest = found["authority"], found["rest"]
    if authority is None:
        return _Parts(found["scheme"].lower(), None, rest)
    return _Parts(found["scheme"].lower(), authority.lower(), rest if rest.startswith("/") else f"/{rest}")


def _is_ours(parts):
    """Of this site, or a loopback address: there only the member's own machine listens, on any port."""
    if parts.scheme not in DEFAULT_PORTS:
        return False
    try:
        place = urlsplit(f"{parts.scheme}://{parts.authority}")
        port = place.port or DEFAULT_PORTS[parts.scheme]
    except ValueError:
        return False
    if _is_loopback(place.hostname):
        return True
    site = urlsplit(settings.SITE_URL)
    if (parts.scheme, place.hostname) != (site.scheme, site.hostname):
        return False
    return site.hostname == "localhost" or port == (site.port or DEFAULT_PORTS[site.scheme])


def _is_loopback(host):
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def _matches(pattern, parts):
    """Part by part, so that no sign of a host's pattern reaches into the path, or the other way round."""
    wanted = _split(pattern)
    if wanted is None or wanted.scheme != parts.scheme or (wanted.authority is None) != (parts.authority is None):
        return False
    return bool(_glob(wanted.authority or "").match(parts.authority or "") and _glob(wanted.rest).match(parts.rest))


@cache
def _glob(pattern):
    signs = {"**": ".*", "*": "[^./]*", "?": "[^./]"}
    escaped = (signs.get(s) or re.escape(s[1:] if len(s) > 1 and s[0] == "\\" else s) for s in SIGNS.findall(pattern))
    return re.compile("".join(escaped) + r"\Z")
