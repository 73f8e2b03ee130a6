"""What the posts' doors take, and what they answer (for the schema: PostgreSQL builds that JSON itself)."""

from posts.serializers.bookmarks import (
    BookmarkChoice,
    BookmarkFolder,
    BookmarkFolderPage,
    BookmarkPage,
    BookmarkState,
    NewBookmarkFolder,
)
from posts.serializers.comments import Comment, CommentPage, CommentQuery, EditedComment, NewComment
from posts.serializers.likes import LikerPage, PostLikes
from posts.serializers.polls import Choice, Poll
from posts.serializers.posts import Post, PostIds, PostPage, PostVersionPage
from posts.serializers.reposts import PostReposts
from posts.serializers.views import ViewedPosts
from posts.serializers.writing import ChangedPost, NewPost

__all__ = [
    "BookmarkChoice",
    "BookmarkFolder",
    "BookmarkFolderPage",
    "BookmarkPage",
    "BookmarkState",
    "Choice",
    "NewBookmarkFolder",
    "Poll",
    "ViewedPosts",
    "ChangedPost",
    "Comment",
    "CommentPage",
    "CommentQuery",
    "EditedComment",
    "LikerPage",
    "NewComment",
    "NewPost",
    "Post",
    "PostIds",
    "PostLikes",
    "PostPage",
    "PostReposts",
    "PostVersionPage",
]
