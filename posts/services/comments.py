"""Commenting on posts."""

from django.conf import settings

from posts.mentions import find_handles
from topin import sql


def create_comment(viewer, post_id, *, text, parent_id=None):
    """Comments on a post, or answers one of its comments, and returns the Comment. An answer to one of depth 3 stands
    beside it and mentions its author. The text was checked by `serializers.NewComment`.

    Raises NotFound, Gone, Forbidden `cannot_reply`, Invalid for a parent that is none on this post for the viewer.
    """
    return sql.do(viewer, "create_comment", post_id, text, parent_id, _handles(text))


def update_comment(viewer, comment_id, *, text):
    """Gives an own comment another text and returns it. Raises NotFound, Forbidden for others' comments."""
    return sql.do(viewer, "update_comment", comment_id, text, _handles(text))


def delete_comment(viewer, comment_id):
    """Deletes a comment; one that was answered leaves a tombstone as long as there are replies.

    Raises NotFound, Forbidden for whoever wrote neither it nor the post.
    """
    sql.do(viewer, "delete_comment", comment_id)


def _handles(text):
    return find_handles(text)[: settings.POST_MENTIONS]
