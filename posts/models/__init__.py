"""What people say, who may see it, and what others make of it."""

from posts.models.comments import Comment, CommentCounter
from posts.models.engagement import Bookmark, BookmarkFolder, Like, PostView, PostViewDay, Repost
from posts.models.polls import PostPoll, PostPollOption, PostPollVote
from posts.models.posts import (
    AUDIENCES,
    REPLY_POLICIES,
    STATES,
    LinkPreview,
    Mention,
    Post,
    PostCounter,
    PostTag,
    PostVersion,
)
from posts.models.timelines import Fanout, Timeline, TimelineState, Trend, WideAuthor

__all__ = [
    "AUDIENCES",
    "REPLY_POLICIES",
    "STATES",
    "Bookmark",
    "BookmarkFolder",
    "Comment",
    "CommentCounter",
    "Fanout",
    "Like",
    "LinkPreview",
    "Mention",
    "Post",
    "PostCounter",
    "PostPoll",
    "PostPollOption",
    "PostPollVote",
    "PostTag",
    "PostVersion",
    "PostView",
    "PostViewDay",
    "Repost",
    "Timeline",
    "TimelineState",
    "Trend",
    "WideAuthor",
]
