"""The mails of a test: sent by the real readers, in this process, and read as a person reads them."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.core import mail

from topin import events, relay

WAITING = "select id, tries from event_deliveries where queue = 'mail' and state = 'waiting' order by id"


class Letter(NamedTuple):
    to: str
    subject: str
    text: str

    @property
    def code(self):
        """The digits that stand in a row, outside of any link."""
        [code] = re.findall(r"^\s*(\d{6})\s*$", self.text, re.M)
        return code

    @property
    def link(self):
        """The path and query of the link in it, as the API's tests call it."""
        parts = urlsplit(re.search(r"https?://\S*(?:/verify|/confirm)\?\S+", self.text)[0])
        return f"{parts.path}?{parts.query}"

    @property
    def query(self):
        return {name: values[0] for name, values in parse_qs(urlsplit(self.link).query).items()}


def delivered(superuser):
    """Sends all mails that wait to be sent, and returns them."""
    before = len(mail.outbox)
    while relay.take_events():
        pass
    for delivery_id, tries in superuser.execute(WAITING).fetchall():
        assert events.deliver(UUID(str(delivery_id)), tries) == "done"
    return [Letter(m.to[0], m.subject, m.body) for m in mail.outbox[before:]]


def deliver_again(superuser):
    """Every mail once more, as after a worker's death between sending and saying so."""
    superuser.execute("update event_deliveries set state = 'waiting', done_at = null where queue = 'mail'")
    return delivered(superuser)
