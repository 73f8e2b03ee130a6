"""Questions about posts. Pages are {items, next_cursor}; each refuses a broken cursor (Invalid `bad_cursor`)."""

from posts.selectors.feeds import get_posts_of_member, get_posts_with_counts, get_visible_posts_for_user
from posts.selectors.likes import get_likers
from posts.selectors.posts import get_post, get_posts

__all__ = [
    "get_likers",
    "get_post",
    "get_posts",
    "get_posts_of_member",
    "get_posts_with_counts",
    "get_visible_posts_for_user",
]
