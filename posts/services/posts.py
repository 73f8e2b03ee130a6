"""Writing, changing and taking away posts."""

from django.conf import settings

from posts.links import find_link
from posts.mentions import find_handles
from posts.tags import find_tags
from topin import sql


def create_post(
    viewer, *, text="", audience=None, circle_id=None, reply_policy=None, content_warning=None, language=None,
    media_ids=(), poll=None, quote_id=None, status="published", scheduled_at=None,
):  # fmt: skip
    """Makes a post, published at once, scheduled or a draft, and returns it (Post).

    The fields were checked by `serializers.NewPost`; poll is {options, multiple, closes_in (s)}. Raises Invalid
    where nothing is in it or its circle, the quoted post or a medium is not there for the viewer, Forbidden
    `not_repostable` for quotes and `not_a_member` for others' circles, Conflict `too_many_drafts`, `media_not_ready`
    and, for media of another post, `media_in_use`.
    """
    fields = {
        "audience": audience, "circle_id": circle_id, "reply_policy": reply_policy, "content_warning": content_warning,
        "language": language, "poll": poll, "quote_id": quote_id, "status": status, "scheduled_at": scheduled_at,
        "media": [{"id": id} for id in media_ids],
    }  # fmt: skip
    return sql.do(viewer, "create_post", _plain({**fields, **_content(text)}), settings.DRAFTS)


def update_post(viewer, post_id, **changes):
    """Changes the given fields of an own post, as checked by `serializers.ChangedPost`, and returns it (Post).

    media: [{id, alt_text}], all that the post has from now on, in their order; alt texts that are not given stay. What
    a published post said is kept as a version. Raises Forbidden for others' posts, NotFound, Gone, Invalid
    (`not_narrower` for the audience), Conflict `poll_voted`, `poll_closed`, `already_published`, `too_many_drafts`;
    for unpublished posts as `create_post`.
    """
    if "text" in changes:
        changes |= _content(changes["text"])
    return sql.do(viewer, "update_post", post_id, _plain(changes), settings.DRAFTS)


def publish_post(viewer, post_id):
    """Publishes an own draft or scheduled post now and returns it. Raises Conflict `already_published`, Invalid
    where nothing is in it, Forbidden `not_a_member` and NotFound where its circle is no longer the viewer's, Gone."""
    return sql.do(viewer, "publish_post", post_id)


def delete_post(viewer, post_id):
    """Takes an own post away: published ones can be restored for a time, others are removed at once.

    Raises Forbidden for others' posts, NotFound for unseen, Gone for deleted.
    """
    sql.do(viewer, "delete_post", post_id)


def restore_post(viewer, post_id):
    """Brings an own deleted post back and returns it. Raises NotFound for others', Gone when its time is over,
    Forbidden `not_a_member` when its circle is no longer the viewer's."""
    return sql.do(viewer, "restore_post", post_id, settings.POST_RESTORE_DAYS)


def pin_post(viewer, post_id):
    """Puts an own published post first in the own profile; returns it. Raises Forbidden, NotFound, Gone, Conflict
    `not_published` and `too_many_pins`."""
    return sql.do(viewer, "pin_post", post_id, settings.PINNED_POSTS)


def unpin_post(viewer, post_id):
    """Lets an own post stand in the profile by its time again; returns it. Raises Forbidden, NotFound, Gone."""
    return sql.do(viewer, "unpin_post", post_id)


def publish_scheduled(viewer, limit):
    """Publishes up to `limit` posts whose time has come, each once, and returns how many it took on. Those that may
    not be published any more become drafts again."""
    return sql.do(viewer, "publish_scheduled", limit)


def erase_deleted_posts(viewer, limit):
    """Erases up to `limit` posts that can no longer be restored, and returns how many it erased."""
    return sql.do(viewer, "erase_deleted_posts", settings.POST_RESTORE_DAYS, limit)


def _content(text):
    """A text with what is found in it."""
    return {
        "text": text,
        "tags": find_tags(text)[: settings.POST_TAGS],
        "handles": find_handles(text)[: settings.POST_MENTIONS],
        "link": find_link(text),
    }


def _plain(fields):
    """Fields as JSON has them."""
    texts = {name: str(fields[name]) for name in ("circle_id", "quote_id") if fields.get(name) is not None}
    if fields.get("scheduled_at") is not None:
        texts["scheduled_at"] = fields["scheduled_at"].isoformat()
    if fields.get("media"):
        texts["media"] = [{**medium, "id": str(medium["id"])} for medium in fields["media"]]
    return {**fields, **texts}
