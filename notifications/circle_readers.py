"""What members are told about circles. Owner and moderators hear who joins and who asks to; `circle_join_asked` and
`circle_join_approved` are told under the kind `circle_join` (internal.told_kind in SQL)."""

from uuid import UUID

from notifications import services
from social import circle_selectors
from topin.events import reads


@reads("circle_invited")
def notify_invited(event):
    services.notify(kind="circle_invite", user=_whom(event), **_about(event))


@reads("circle_join_requested")
def notify_leaders_of_request(event):
    _notify_leaders("circle_join_asked", event)


@reads("circle_joined")
def notify_leaders_of_joining(event):
    _notify_leaders("circle_join", event)


@reads("circle_request_approved")
def notify_approved(event):
    services.notify(kind="circle_join_approved", user=_whom(event), **_about(event))


@reads("circle_invite_ended")
@reads("circle_joined")
@reads("circle_request_approved")
@reads("circle_banned")
def withdraw_invite(event):
    services.withdraw_group(kind="circle_invite", user=_whom(event), subject=event.subject_id)


@reads("circle_request_withdrawn")
@reads("circle_request_declined")
@reads("circle_request_approved")
@reads("circle_joined")
@reads("circle_banned")
def withdraw_request(event):
    """Nobody has anything to answer any more; whose request was declined is not told."""
    _withdraw_from_leaders("circle_join_asked", event)


@reads("circle_left")
@reads("circle_banned")
def withdraw_joining(event):
    _withdraw_from_leaders("circle_join", event)


def _whom(event):
    """Whom it is about: whoever is named, else who did it."""
    return UUID(event.data["user_id"]) if "user_id" in event.data else event.actor_id


def _about(event):
    return {"actor": event.actor_id, "subject_type": "circle", "subject": event.subject_id}


def _notify_leaders(kind, event):
    # In the order of ids, in which they are locked; what is about somebody else has a reader of its own.
    for leader in circle_selectors.get_circle_leaders(event.subject_id):
        services.notify(kind=kind, user=leader, **_about(event))


def _withdraw_from_leaders(kind, event):
    for leader in circle_selectors.get_circle_leaders(event.subject_id):
        services.withdraw_notification(kind=kind, user=leader, actor=_whom(event), subject=event.subject_id)
