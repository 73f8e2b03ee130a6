"""Posts, what people answer, and what trends, in the console. Its modules register themselves."""

from posts.admin import comments, media, members, posts, ranking, trends

__all__ = ["comments", "media", "members", "posts", "ranking", "trends"]
