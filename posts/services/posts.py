"""Writing, changing and taking away posts."""

from django.conf import settings

from posts.tags import find_tags
from topin import sql


def create_post(viewer, *, text, audience=None, circle_id=None, reply_policy=None, content_warning=None, language=None):
    """Publishes a post and returns it (Post). The fields were checked by `serializers.NewPost`.

    Raises NotFound for a circle that the viewer sees none of, Forbidden `not_a_member` for others' circles.
    """
    tags = find_tags(text)[: settings.POST_TAGS]
    return sql.do(viewer, "create_post", text, audience, circle_id, reply_policy, content_warning, language, tags)


def delete_post(viewer, post_id):
    """Takes an own post away. Raises Forbidden for others' posts, NotFound for unseen, Gone for deleted."""
    sql.do(viewer, "delete_post", post_id)
