"""Deeds with posts: each is one SQL function of the same name, in one transaction."""

from posts.services.bookmarks import WHERE_IT_IS, bookmark_post, create_bookmark_folder, unbookmark_post
from posts.services.comments import create_comment, delete_comment, update_comment
from posts.services.feeds import refresh_trends
from posts.services.likes import like_content, like_post, unlike_content, unlike_post
from posts.services.polls import close_polls, vote_in_poll
from posts.services.posts import (
    create_post,
    delete_post,
    erase_deleted_posts,
    pin_post,
    publish_post,
    publish_scheduled,
    restore_post,
    unpin_post,
    update_post,
)
from posts.services.reposts import repost_post, unrepost_post
from posts.services.timelines import (
    build_due_timelines,
    build_timeline,
    continue_fanouts,
    drop_timelines,
    fan_out,
    renew_timelines,
    trim_timelines,
)
from posts.services.views import drop_old_views, increment_post_views, sum_views, view_post, viewer_hash

__all__ = [
    "WHERE_IT_IS",
    "bookmark_post",
    "build_due_timelines",
    "build_timeline",
    "close_polls",
    "continue_fanouts",
    "create_bookmark_folder",
    "create_comment",
    "create_post",
    "delete_comment",
    "delete_post",
    "drop_old_views",
    "drop_timelines",
    "erase_deleted_posts",
    "fan_out",
    "increment_post_views",
    "like_content",
    "like_post",
    "pin_post",
    "publish_post",
    "publish_scheduled",
    "refresh_trends",
    "renew_timelines",
    "repost_post",
    "restore_post",
    "sum_views",
    "trim_timelines",
    "unbookmark_post",
    "unlike_content",
    "unlike_post",
    "unpin_post",
    "unrepost_post",
    "update_comment",
    "update_post",
    "view_post",
    "viewer_hash",
    "vote_in_poll",
]
