"""Who may vouch for members: Google, GitHub, Apple and any OpenID provider that the settings name.

A provider is on when it has a client id. All of them are reached through `topin/net.py` alone.
"""

import re

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from accounts.errors import UnsupportedProvider

ENTRY = re.compile(r"(?P<name>[a-z0-9_]{1,50})\|(?P<issuer>https?://[^|]+)\|(?P<id>[^|]+)\|(?P<secret>[^|]*)\Z")
#: Their classes, loaded with the first sign-in by one of them: they bring half a second of libraries.
KINDS = {
    "apple": "accounts.providers.apple.Apple",
    "github": "accounts.providers.github.GitHub",
    "google": "accounts.providers.google.Google",
}
OTHERS = "accounts.providers.openid.OpenId"


def names():
    """The providers that are on, by name."""
    return [name for name in KINDS if _client_ids(name)] + list(_others())


def get(name):
    """The provider of that name. Raises UnsupportedProvider for one that is unknown or off."""
    if name in KINDS and _client_ids(name):
        return import_string(KINDS[name])(name, _client_ids(name), _secret(name))
    if name in _others():
        return import_string(OTHERS)(name, *_others()[name])
    raise UnsupportedProvider(name)


def _client_ids(name):
    """The first one is this server's own; apps that hand over id tokens may have others."""
    return getattr(settings, f"OAUTH_{name.upper()}_CLIENT_ID")


def _secret(name):
    return getattr(settings, f"OAUTH_{name.upper()}_SECRET", "")


def _others():
    """name → (client ids, secret, issuer), from OAUTH_OPENID."""
    found = {}
    for entry in settings.OAUTH_OPENID:
        match = ENTRY.match(entry)
        if not match or match["name"] in (*KINDS, "email", "phone"):
            raise ImproperlyConfigured(
                "OAUTH_OPENID: an entry is name|issuer|client id|secret, e.g. acme|https://…|…|…"
            )
        found[match["name"]] = ([match["id"]], match["secret"], match["issuer"])
    return found
