"""What members are told about, event by event, and what is taken back when it was undone."""

from uuid import UUID

from notifications import services
from topin.events import reads, reads_crowds


@reads_crowds("post_liked")
def notify_author(events):
    author, actors = UUID(events[0].data["author_id"]), [event.actor_id for event in events]
    services.notify_of_crowd(
        kind="like", user=author, actors=actors, subject_type="post", subject=events[0].subject_id
    )


@reads("post_unliked")
def withdraw_from_author(event):
    author = UUID(event.data["author_id"])
    services.withdraw_notification(kind="like", user=author, actor=event.actor_id, subject=event.subject_id)


@reads_crowds("member_followed")
def notify_followed(events):
    _notify_member("follow", events)


@reads("member_unfollowed")
def withdraw_from_followed(event):
    _withdraw_from_member("follow", event)


@reads_crowds("follow_requested")
def notify_asked(events):
    _notify_member("follow_request", events)


@reads("follow_request_withdrawn")
def withdraw_from_asked(event):
    _withdraw_from_member("follow_request", event)


@reads("follow_request_accepted")
def notify_accepted(event):
    """Tells who asked; and who was asked has nothing to answer any more."""
    _notify_member("follow_accepted", [event])
    _withdraw_from_actor("follow_request", event)


@reads("follow_request_declined")
def withdraw_declined(event):
    """Who was asked has nothing to answer any more; who asked is not told."""
    _withdraw_from_actor("follow_request", event)


@reads("follower_removed")
def withdraw_removed(event):
    """Neither is told that a follower was removed; what they were told of the follow is true no more."""
    _withdraw_from_actor("follow", event)
    _withdraw_from_member("follow_accepted", event)


@reads_crowds("profile_liked")
def notify_liked(events):
    _notify_member("profile_like", events)


@reads("profile_unliked")
def withdraw_from_liked(event):
    _withdraw_from_member("profile_like", event)


@reads("member_blocked")
def withdraw_between_both(event):
    """Not even unblocking brings back what they were told of each other."""
    services.withdraw_between(event.actor_id, event.subject_id, event.created_at)


@reads("verification_decided")
def notify_of_verification(event):
    request = UUID(event.data["request_id"])
    services.notify_alone(
        kind="verification_outcome", user=event.subject_id, subject_type="verification", subject=request
    )


@reads("new_device_seen")
def notify_of_new_sign_in(event):
    session = UUID(event.data["session_id"])
    services.notify_alone(kind="new_sign_in", user=event.subject_id, subject_type="session", subject=session)


@reads("settings_changed")
def follow_digest_choice(event):
    if event.data["section"] == "notifications":
        services.note_digest_choice(event.subject_id)


@reads("settings_changed")
def reconsider_what_waits(event):
    """Quiet hours that were switched off are over at once."""
    if event.data["section"] == "notifications":
        services.reconsider_deliveries(event.subject_id)


@reads("media_failed")
def notify_of_failed_upload(event):
    services.notify_media_failed(event.subject_id)


@reads("message_report_decided")
def notify_of_report(event):
    services.notify_report_decided(event.subject_id)


def _notify_member(kind, events):
    user, actors = events[0].subject_id, [event.actor_id for event in events]
    services.notify_of_crowd(kind=kind, user=user, actors=actors, subject_type="user", subject=user)


def _withdraw_from_member(kind, event):
    user = event.subject_id
    services.withdraw_notification(kind=kind, user=user, actor=event.actor_id, subject=user)


def _withdraw_from_actor(kind, event):
    user = event.actor_id
    services.withdraw_notification(kind=kind, user=user, actor=event.subject_id, subject=user)
