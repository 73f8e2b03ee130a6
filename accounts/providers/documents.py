"""What a provider publishes of itself: its addresses and its keys, remembered for a while in each process."""

import json
from threading import Lock
from time import monotonic

from accounts.errors import ProviderFailed
from topin import net

SECONDS = 600  # that a document is believed
AGAIN = 30  # seconds before it is asked for anew because something was missing in it
_known, _lock = {}, Lock()


def fetch(url, younger_than=SECONDS):
    """The JSON object behind the address, at most so many seconds old. Raises ProviderFailed."""
    with _lock:
        found = _known.get(url)
    if found and monotonic() - found[0] < younger_than:
        return found[1]
    document = _ask(url)
    with _lock:
        if len(_known) > 100:
            _known.clear()
        _known[url] = (monotonic(), document)
    return document


def forget():
    """For who changed what is published, and will not wait."""
    with _lock:
        _known.clear()


def _ask(url):
    try:
        response = net.request("GET", url, headers={"Accept": "application/json"})
        document = json.loads(response.content) if response.status_code == 200 else None
    except (net.NetError, ValueError) as error:
        raise ProviderFailed(f"{url} could not be read: {error}") from error
    if not isinstance(document, dict):
        raise ProviderFailed(f"{url} is not what a provider publishes")
    return document
