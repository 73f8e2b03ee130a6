"""Devices as they show themselves: by what their browser or app says it is, and from which network."""

import re
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.utils.translation import gettext as _

VERSION = re.compile(r"\d+([._]\d+)*")
NETWORK_BITS = {4: 16, 6: 32}  # as far as an address usually stays the same at one place
#: In this order: many say the names of others, too.
BROWSERS = (
    ("Edge", r"\bEdg(e|A|iOS)?/"),
    ("Opera", r"\b(OPR|Opera)/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Headless)?(Chrome|CriOS|Chromium)/"),
    ("Safari", r"\bVersion/[\d.]+.* Safari/"),
)
SYSTEMS = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Mac", r"\bMac OS X\b|\bMacintosh\b"),
    ("Linux", r"\bLinux\b|\bX11\b"),
)


def fingerprint(user_agent, ip):
    """32 bytes that stay the same over updates of the browser and within a network."""
    return sha256(f"{VERSION.sub('', user_agent)}\n{_network(ip)}".encode()).digest()


def label(user_agent):
    """`Firefox on Linux`, in the language of the moment; of apps, what they call themselves. A guess."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent.partition("/")[0].strip()[:40] or _("Unknown device")


def _first(names, user_agent):
    return next((name for name, pattern in names if re.search(pattern, user_agent)), None)


def _network(ip):
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    address = getattr(address, "ipv4_mapped", None) or address
    return ip_network((address, NETWORK_BITS[address.version]), strict=False)
