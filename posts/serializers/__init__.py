"""What the posts' doors take, and what they answer (for the schema: PostgreSQL builds that JSON itself)."""

from posts.serializers.likes import LikerPage, PostLikes
from posts.serializers.posts import NewPost, Post, PostIds, PostPage

__all__ = ["LikerPage", "NewPost", "Post", "PostIds", "PostLikes", "PostPage"]
