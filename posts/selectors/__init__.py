"""Questions about posts. Pages are {items, next_cursor}; each refuses a broken cursor (Invalid `bad_cursor`)."""

from posts.selectors.bookmarks import get_bookmark_folders, get_bookmarks
from posts.selectors.comments import get_comment, get_comments
from posts.selectors.feeds import (
    get_explore,
    get_posts_by_tag,
    get_posts_of_member,
    get_posts_with_counts,
    get_visible_posts_for_user,
)
from posts.selectors.likes import get_likers
from posts.selectors.media import get_media, get_media_backlog
from posts.selectors.mentions import get_mentioned, get_mentioned_by_edit, get_post_author
from posts.selectors.posts import (
    get_deleted_posts,
    get_drafts,
    get_post,
    get_post_versions,
    get_posts,
    get_scheduled_posts,
)
from posts.selectors.ranking import get_ranking, preview_ranking
from posts.selectors.search import search_posts, search_tags
from posts.selectors.topics import get_my_topics, get_trending_topics

__all__ = [
    "get_my_topics",
    "get_trending_topics",
    "get_bookmark_folders",
    "get_bookmarks",
    "get_comment",
    "get_comments",
    "get_deleted_posts",
    "get_drafts",
    "get_explore",
    "get_likers",
    "get_media",
    "get_media_backlog",
    "get_mentioned",
    "get_mentioned_by_edit",
    "get_post",
    "get_post_author",
    "get_post_versions",
    "get_posts",
    "get_posts_by_tag",
    "get_posts_of_member",
    "get_posts_with_counts",
    "get_ranking",
    "get_scheduled_posts",
    "get_visible_posts_for_user",
    "preview_ranking",
    "search_posts",
    "search_tags",
]
