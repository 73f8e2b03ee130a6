"""Posts by their ids."""

from topin import sql


def get_post(viewer, post_id):
    """A Post. Raises NotFound where there is none for the viewer, Gone for an own deleted one."""
    return sql.ask(viewer, "get_post", post_id)


def get_posts(viewer, post_ids):
    """{items, missing}: Posts in the order of the ids, and the ids of which the viewer sees none."""
    return sql.ask(viewer, "get_posts", post_ids)
