"""What clients may call by name. Views are not among it: whoever counts them makes the viewer's hash."""

from posts import selectors
from posts.serializers import Post, PostLikes, PostPage, PostReposts
from topin.rpc import Cursor, Id, Limit, OwnId, publish


def _can_see_post(viewer, _, post_id):
    """As GET finds it: the function itself knows the truth about everybody, and is granted to no member."""
    return not selectors.get_posts(viewer, [post_id]).loads()["missing"]


publish("like_post", {"post": Id()}, PostLikes, writes=True)
publish("unlike_post", {"post": Id()}, PostLikes, writes=True)
publish("repost_post", {"post": Id()}, PostReposts, writes=True)
publish("unrepost_post", {"post": Id()}, PostReposts, writes=True)
publish("get_post", {"post": Id()}, Post, visitors=True)
publish("can_see_post", {"viewer": OwnId(), "post": Id()}, bool, visitors=True, run=_can_see_post)
publish("get_visible_posts_for_user", {"viewer": OwnId(), "limit": Limit(), "cursor": Cursor()}, PostPage)
publish("get_posts_with_counts", {"circle": Id(), "limit": Limit(), "cursor": Cursor()}, PostPage, visitors=True)
