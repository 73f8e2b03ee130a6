"""Posts by their ids, and the viewer's own that nobody else sees."""

from django.conf import settings

from topin import sql


def get_post(viewer, post_id):
    """A Post. Raises NotFound where there is none for the viewer, Gone for an own deleted one."""
    return sql.ask(viewer, "get_post", post_id)


def get_posts(viewer, post_ids):
    """{items, missing}: Posts in the order of the ids, and the ids of which the viewer sees none."""
    return sql.ask(viewer, "get_posts", post_ids)


def get_post_versions(viewer, post_id, limit, cursor=""):
    """A page of what a post says and said, today's first: {text, content_warning, edited_at}. Raises as `get_post`."""
    return sql.ask(viewer, "get_post_versions", post_id, limit, cursor)


def get_drafts(viewer, limit, cursor=""):
    """A page of the viewer's drafts, newest first."""
    return sql.ask(viewer, "get_drafts", limit, cursor)


def get_scheduled_posts(viewer, limit, cursor=""):
    """A page of the viewer's scheduled posts, the next one first."""
    return sql.ask(viewer, "get_scheduled_posts", limit, cursor)


def get_deleted_posts(viewer, limit, cursor=""):
    """A page of the viewer's deleted posts that can be restored, the last one deleted first."""
    return sql.ask(viewer, "get_deleted_posts", settings.POST_RESTORE_DAYS, limit, cursor)
