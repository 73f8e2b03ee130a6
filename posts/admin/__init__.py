"""Posts and what people answer in the console: only looked at. Its modules register themselves."""

from posts.admin import comments, members, posts

__all__ = ["comments", "members", "posts"]
