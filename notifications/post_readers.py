"""What members are told about their posts, comments, mentions and polls."""

from uuid import UUID

from django.conf import settings

from notifications import services
from posts import selectors
from topin.events import reads, reads_crowds


@reads_crowds("comment_liked")
def notify_commenter(events):
    author, actors = _id(events[0], "author_id"), [event.actor_id for event in events]
    services.notify_of_crowd(kind="like", user=author, actors=actors, **_comment(events[0].subject_id))


@reads("comment_unliked")
def withdraw_from_commenter(event):
    _withdraw("like", event)


@reads("comment_created")
def notify_of_comment(event):
    """One person is told once: of an answer to them, else of a comment on their post, else that it mentions them."""
    post, author, answered = (_id(event, name) for name in ("post_id", "author_id", "answered_id"))
    told = {user: ("mention", _comment(event.subject_id)) for user in selectors.get_mentioned(post, event.subject_id)}
    told[author] = ("comment", _post(post))
    if answered:
        told[answered] = ("reply", _comment(_id(event, "answers_id")))
    for user, (kind, subject) in sorted(told.items()):  # in the order of ids, in which they are locked
        services.notify(kind=kind, user=user, actor=event.actor_id, **subject)


@reads("comment_deleted")
def withdraw_comment(event):
    """Mentions in it, and likes of it, are about what nobody sees any more."""
    actor = _id(event, "author_id")
    services.withdraw_comment(post=_id(event, "post_id"), parent=_id(event, "parent_id"), actor=actor)


@reads("members_mentioned")
def notify_mentioned(event):
    """A new comment's own reader tells those whom it mentions."""
    comment = _id(event, "comment_id")
    if comment:
        subject, mentioned = _comment(comment), selectors.get_mentioned_by_edit(comment)
    else:
        subject, mentioned = _post(event.subject_id), selectors.get_mentioned(event.subject_id)
    for user in mentioned:
        services.notify(kind="mention", user=user, actor=_id(event, "author_id"), **subject)


@reads_crowds("post_reposted")
def notify_of_repost(events):
    author, actors = _id(events[0], "author_id"), [event.actor_id for event in events]
    services.notify_of_crowd(kind="repost", user=author, actors=actors, **_post(events[0].subject_id))


@reads("post_unreposted")
def withdraw_repost(event):
    _withdraw("repost", event)


@reads("post_quoted")
def notify_of_quote(event):
    """The clock published it where it was scheduled: then nobody is named but the post."""
    quote = _id(event, "quote_id")
    actor = event.actor_id or selectors.get_post_author(quote)
    if actor:
        services.notify(kind="quote", user=_id(event, "author_id"), actor=actor, **_post(quote))


@reads("poll_closed")
@reads("poll_closing_told")
def notify_of_closed_poll(event):
    """So many at a time, each part with an event of its own: none holds thousands of members."""
    after = _id(event, "after_id")
    services.notify_poll_closed(post=event.subject_id, after=after, limit=settings.NOTIFIED_AT_ONCE)


def _id(event, name):
    value = event.data.get(name)
    return UUID(value) if value else None


def _withdraw(kind, event):
    author = _id(event, "author_id")
    services.withdraw_notification(kind=kind, user=author, actor=event.actor_id, subject=event.subject_id)


def _post(post):
    return {"subject_type": "post", "subject": post}


def _comment(comment):
    return {"subject_type": "comment", "subject": comment}
