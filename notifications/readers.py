"""What members are told about, event by event, and what is taken back when it was undone."""

from uuid import UUID

from notifications import services
from topin.events import reads


@reads("post_liked")
def notify_author(event):
    author = UUID(event.data["author_id"])
    services.notify(kind="like", user=author, actor=event.actor_id, subject_type="post", subject=event.subject_id)


@reads("post_unliked")
def withdraw_from_author(event):
    author = UUID(event.data["author_id"])
    services.withdraw_notification(kind="like", user=author, actor=event.actor_id, subject=event.subject_id)


@reads("member_followed")
def notify_followed(event):
    _notify_member("follow", event)


@reads("member_unfollowed")
def withdraw_from_followed(event):
    _withdraw_from_member("follow", event)


@reads("follow_requested")
def notify_asked(event):
    _notify_member("follow_request", event)


@reads("follow_request_withdrawn")
def withdraw_from_asked(event):
    _withdraw_from_member("follow_request", event)


def _notify_member(kind, event):
    user = event.subject_id
    services.notify(kind=kind, user=user, actor=event.actor_id, subject_type="user", subject=user)


def _withdraw_from_member(kind, event):
    user = event.subject_id
    services.withdraw_notification(kind=kind, user=user, actor=event.actor_id, subject=user)
