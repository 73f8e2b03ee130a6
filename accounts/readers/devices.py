"""What follows from sign-ins and sign-outs: they are written down, and where they came from is remembered."""

from accounts import devices
from topin import sql
from topin.events import reads


@reads("session_started")
def note_sign_in(event):
    """A device that was not there before is told to the member (`new_device_seen`)."""
    _audit("sign_in", event, "session_id", "method", "ip")
    seen = {name: event.data.get(name, "") for name in ("ip", "user_agent")}
    notice = seen | {"session_id": event.data["session_id"], "at": event.created_at.isoformat()}
    fingerprint = devices.fingerprint(seen["user_agent"], seen["ip"])
    sql.call("note_device", event.subject_id, fingerprint, notice)


@reads("session_ended")
def note_sign_out(event):
    """Also of sessions that were ended for another reason, which is written down too."""
    _audit("sign_out", event, "session_id", "reason")


def _audit(action, event, *fields):
    """The member did it, unless somebody else did it to them."""
    who = sql.SYSTEM._replace(user_id=event.actor_id or event.subject_id)
    data = {name: event.data[name] for name in fields if name in event.data}
    sql.do(who, "audit_record", action, "user", event.subject_id, data)
