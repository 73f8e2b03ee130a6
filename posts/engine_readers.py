"""What the feed engine learns from facts about posts: what they are about, and what their readers like."""

from datetime import datetime
from uuid import UUID

from posts import services
from topin import sql
from topin.events import reads, reads_crowds


@reads("post_published")
@reads("post_edited")
@reads("post_deleted")
@reads("post_restored")
def refresh_features(event):
    """In whatever order they come: what is kept follows from the post as it is by then."""
    services.make_features(sql.SYSTEM, event.subject_id)


@reads_crowds("post_liked")
def note_like(events):
    services.note_interests(sql.SYSTEM, [event.actor_id for event in events], events[0].subject_id, "like")


@reads("post_reposted")
def note_repost(event):
    services.note_interest(sql.SYSTEM, event.actor_id, event.subject_id, "repost")


@reads("comment_created")
def note_comment(event):
    services.note_interest(sql.SYSTEM, event.actor_id, UUID(event.data["post_id"]), "comment")


@reads("post_unliked")
def undo_like(event):
    _undo(event, event.actor_id, event.subject_id, "like")


@reads("post_unreposted")
def undo_repost(event):
    _undo(event, event.actor_id, event.subject_id, "repost")


@reads("comment_deleted")
def undo_comment(event):
    """Whoever deleted it: it was its author's interest."""
    _undo(event, event.data["author_id"], event.data["post_id"], "comment")


def _undo(event, user_id, post_id, signal):
    since = event.data.get("since")
    if since is not None and user_id is not None:  # events of before do not say it
        services.undo_interest(sql.SYSTEM, user_id, post_id, signal, datetime.fromisoformat(since))
