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
from posts.serializers.for_you import Feedback, Ranking
from posts.serializers.likes import LikerPage, PostLikes
from posts.serializers.media import (
    ChangedMedia,
    CreatedMedia,
    Media,
    NewMedia,
    PartAddresses,
    PartNumbers,
    SentParts,
)
from posts.serializers.polls import Choice, Poll
from posts.serializers.posts import Post, PostIds, PostPage, PostVersionPage
from posts.serializers.reposts import PostReposts
from posts.serializers.search import FoundPostPage, FoundTagPage, PostSearchQuery
from posts.serializers.topics import MyTopics, TrendingTopics
from posts.serializers.views import ViewedPosts, ViewReport
from posts.serializers.writing import ChangedPost, NewPost

__all__ = [
    "MyTopics",
    "TrendingTopics",
    "BookmarkChoice",
    "BookmarkFolder",
    "BookmarkFolderPage",
    "BookmarkPage",
    "BookmarkState",
    "Choice",
    "NewBookmarkFolder",
    "Poll",
    "ViewReport",
    "ViewedPosts",
    "ChangedMedia",
    "ChangedPost",
    "Comment",
    "CommentPage",
    "CommentQuery",
    "CreatedMedia",
    "EditedComment",
    "Feedback",
    "FoundPostPage",
    "FoundTagPage",
    "LikerPage",
    "Media",
    "NewComment",
    "NewMedia",
    "NewPost",
    "PartAddresses",
    "PartNumbers",
    "Post",
    "PostIds",
    "PostLikes",
    "PostPage",
    "PostReposts",
    "PostSearchQuery",
    "PostVersionPage",
    "Ranking",
    "SentParts",
]
