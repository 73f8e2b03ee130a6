"""Says once that something we lean on is away, and once that it is back."""

import logging

log = logging.getLogger(__name__)


class Outage:
    """`began(error)` at each failure, `ended()` at each success; only the changes are logged."""

    def __init__(self, what):
        self.what = what
        self.now = False

    def began(self, error):
        if not self.now:
            log.warning("%s is away, trying again: %s", self.what, error or type(error).__name__)
        self.now = True

    def ended(self):
        if self.now:
            log.warning("%s is back", self.what)
        self.now = False
