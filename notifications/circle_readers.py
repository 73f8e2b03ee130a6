"""What members are told about circles. Owner and moderators hear who joins and who asks to; `circle_join_asked` and
`circle_join_approved` are told under the kind `circle_join` (internal.told_kind in SQL)."""

from uuid import UUID

from notifications import services
from social import circle_selectors
from topin.events import reads


@reads("circle_invited")
def notify_invited(event):
    services.notify(kind="circle_invite", user=_named(event), **_about(event))


@reads("circle_invite_ended")
def withdraw_from_invited(event):
    services.withdraw_group(kind="circle_invite", user=_named(event), subject=event.subject_id)


@reads("circle_join_requested")
def notify_leaders_of_request(event):
    _notify_leaders("circle_join_asked", event)


@reads("circle_request_withdrawn")
def withdraw_request_from_leaders(event):
    _withdraw_from_leaders(["circle_join_asked"], event, event.actor_id)


@reads("circle_request_declined")
def withdraw_declined_from_leaders(event):
    """Nobody has anything to answer any more; who asked is not told."""
    _withdraw_from_leaders(["circle_join_asked"], event, _named(event))


@reads("circle_joined")
def withdraw_invite(event):
    services.withdraw_group(kind="circle_invite", user=event.actor_id, subject=event.subject_id)


@reads("circle_joined")
def withdraw_answered_request(event):
    _withdraw_from_leaders(["circle_join_asked"], event, event.actor_id)


@reads("circle_joined")
def notify_leaders_of_joining(event):
    _notify_leaders("circle_join", event)


@reads("circle_request_approved")
def notify_approved(event):
    """Who asked is told; owner and moderators have nothing to answer any more."""
    services.notify(kind="circle_join_approved", user=_named(event), **_about(event))


@reads("circle_request_approved")
def withdraw_invite_of_approved(event):
    services.withdraw_group(kind="circle_invite", user=_named(event), subject=event.subject_id)


@reads("circle_request_approved")
def withdraw_approved_from_leaders(event):
    _withdraw_from_leaders(["circle_join_asked"], event, _named(event))


@reads("circle_left")
def withdraw_joined_from_leaders(event):
    _withdraw_from_leaders(["circle_join"], event, _named(event) if "user_id" in event.data else event.actor_id)


@reads("circle_banned")
def withdraw_invite_of_banned(event):
    services.withdraw_group(kind="circle_invite", user=_named(event), subject=event.subject_id)


@reads("circle_banned")
def withdraw_banned_from_leaders(event):
    _withdraw_from_leaders(["circle_join", "circle_join_asked"], event, _named(event))


def _named(event):
    return UUID(event.data["user_id"])


def _about(event):
    return {"actor": event.actor_id, "subject_type": "circle", "subject": event.subject_id}


def _notify_leaders(kind, event):
    # In the order of ids, in which they are locked; what is about somebody else has a reader of its own.
    for leader in circle_selectors.get_circle_leaders(event.subject_id):
        services.notify(kind=kind, user=leader, **_about(event))


def _withdraw_from_leaders(kinds, event, actor):
    for leader in circle_selectors.get_circle_leaders(event.subject_id):
        for kind in kinds:
            services.withdraw_notification(kind=kind, user=leader, actor=actor, subject=event.subject_id)
