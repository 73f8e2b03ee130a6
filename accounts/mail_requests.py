"""Mails that somebody asks for by an address: what the event of it holds, and how many there may be.

The event says nothing in clear: most of these addresses are members', the others are nobody's business.
"""

from typing import NamedTuple

from django.conf import settings

from accounts import one_time
from accounts.errors import MailsUsedUp
from accounts.way import Way
from topin import limits, sealed
from topin.errors import RateLimited

EVENT = "mail_asked"  # and what its secrets are sealed for
#: What is asked for → the clock that counts the time between two mails of a kind (`mail_requests.purpose`).
CLOCKS = {
    "signup": "confirmation",
    "recovery": "recovery",
    "otp": "recovery",
    "email_change": "email_change",
    "reauthentication": "reauthentication",
}


class MailRequest(NamedTuple):
    """`ask`: a key of CLOCKS. `account`: the metadata with which an account is made for an unknown address."""

    ask: str
    email: str | None
    way: Way
    account: dict | None = None

    @property
    def clock(self):
        return CLOCKS[self.ask]

    def as_data(self):
        """The event's data; by `address`, a keyed hash, an erasure finds it."""
        told = self._asdict() | {"way": self.way._asdict()}
        address = one_time.hash_address(self.email or "").hex()
        return {"ask": self.ask, "address": address, "sealed": sealed.seal(EVENT, told)}

    @classmethod
    def of(cls, data):
        told = sealed.unseal(EVENT, data["sealed"])
        return cls(**told | {"way": Way(**told["way"])})


def count(key):
    """Counts one mail of a caller's address or of a member. Raises MailsUsedUp.

    Nothing is counted where addresses need no confirmation, as with GoTrue.
    """
    if settings.MAILER_AUTOCONFIRM:
        return
    try:
        limits.count("mail", str(key)).refuse()
    except RateLimited as refusal:
        raise MailsUsedUp(headers=refusal.headers) from refusal
