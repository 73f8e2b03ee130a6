"""What sockets hear about a member: whether they are here."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings

from topin import sql
from topin.realtime import watched


@watched("presence", kind="presence")
def presences(pairs):
    """{(member id, other's id): {online, last_seen_at}} for the pairs that may know.

    last_seen_at is null while they are online: the moment moves all the time, and says nothing more.
    """
    viewers, members = zip(*pairs, strict=True)
    online = timedelta(seconds=settings.ONLINE_SECONDS)
    found = sql.ask(sql.SYSTEM, "get_presences", list(viewers), list(members), online).loads()
    return {(UUID(one["viewer"]), UUID(one["member"])): _told(one["active"]) for one in found}


def _told(active):
    return active | {"last_seen_at": None} if active["online"] else active
