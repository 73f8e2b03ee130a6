"""What the courier hands to a provider, and what a provider says of it: the same for all."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Device(NamedTuple):
    """Where a push goes."""

    id: UUID
    provider: str
    app_id: str
    environment: str  # of APNs: production, sandbox, or "" where the app did not say
    token: str  # of web push: the subscription's endpoint
    p256dh: str | None
    auth: str | None
    registered_at: datetime
    failures: int


class Push(NamedTuple):
    """One ring, in the receiver's language. Nothing of it is in it that they may not see."""

    id: UUID  # of the delivery: the idempotency key where a provider knows one
    kind: str
    title: str
    body: str
    url: str  # path of the page that it is about
    subject: dict  # {type, id}
    group_key: str  # a later push of the same group replaces this one
    unread: int  # for the badge of apps
    expires_at: datetime  # after which nobody wants it any more
    urgent: bool  # rings at once also where a device saves power


class Outcome(NamedTuple):
    """What became of one try. `answer` is for operators: status and code as the provider gave them, never a token."""

    result: str  # accepted, dropped, failed, retry, stopped
    answer: str = ""
    #: retry: seconds, as the provider asks; None: as the courier does.
    wait: float | None = None
    #: retry: whether the provider is at fault, so that all of its channel waits, and not this delivery alone.
    channel: bool = False
    #: accepted: the environment that took it, where the device is not known to be of it.
    environment: str = ""


def accepted(answer, environment=""):
    """It is never sent again. `environment`: of the provider, when the token turned out to be of that one."""
    return Outcome("accepted", answer, environment=environment)


def dropped(answer):
    """The device is gone: it is forgotten, unless it was registered again since."""
    return Outcome("dropped", answer)


def failed(answer):
    """This push cannot be sent, ever; the device stays."""
    return Outcome("failed", answer)


def retry(answer, wait=None, channel=False):
    """Another time."""
    return Outcome("retry", answer, wait=wait, channel=channel)


def stopped(answer):
    """Our credentials are at fault: nothing goes out by this channel until somebody mends them."""
    return Outcome("stopped", answer)
