"""What posts are about, and what that says of those who react to them."""

import logging
from uuid import UUID

from django.conf import settings

from topin import sql

log = logging.getLogger(__name__)


def make_features(viewer, post_id):
    """Finds out what a post is about, and keeps it; removes what was known of a post that is not there any more or has
    no text. Returns whether there is something to know. One transaction, during which the post cannot change."""
    from posts.engine import embedder  # here: processes that answer requests do without models (posts/engine)
    from posts.engine.features import find_features

    embedder.model()  # loaded before the post is held
    with sql.acting_as(viewer):
        begun = sql.call("begin_features", post_id)
        if begun is None:
            return False
        found = find_features(begun.loads()["text"])
        embedding = found.pop("embedding")
        sql.call("store_features", post_id, found, embedding, settings.TOPIC_PEOPLE, settings.TOPICS_FOUND)
    return True


def make_missing_features(viewer, since, limit):
    """Makes up for up to `limit` posts published after `since` without features, or with those of another embedder, the
    newest first. Returns how many it made. A post that cannot be read is logged and holds nobody up."""
    from posts.engine import embedder

    arguments = embedder.model(), since, limit
    missing = sql.do(viewer, "get_missing_features", *arguments, timeout_ms=settings.CODE_STATEMENT_TIMEOUT_MS).loads()
    made = 0
    for post_id in missing:
        try:
            made += make_features(viewer, UUID(post_id))
        except (ValueError, LookupError, RuntimeError, MemoryError):
            log.exception("What post %s is about could not be found out", post_id)
    return made


def note_interest(viewer, user_id, post_id, signal):
    """A member's signal (like, comment, repost) moves their interests towards a post. Nothing for who switched
    `personalised` off. What the post is about is found out first, where that is not known yet."""
    if not sql.ask(viewer, "has_features", post_id):
        make_features(viewer, post_id)
    sql.do(viewer, "note_interest", user_id, post_id, signal)


def note_interests(viewer, user_ids, post_id, signal):
    """The same for several members at once."""
    if not sql.ask(viewer, "has_features", post_id):
        make_features(viewer, post_id)
    sql.do(viewer, "note_interests", user_ids, post_id, signal)


def undo_interest(viewer, user_id, post_id, signal, since):
    """A member took back what they did at `since`: their interests move back."""
    sql.do(viewer, "undo_interest", user_id, post_id, signal, since)


def forget_faded_interests(viewer, limit):
    """Drops interests of which next to nothing is left, up to `limit` of each kind; returns how many."""
    return sql.do(viewer, "forget_faded_interests", limit)
