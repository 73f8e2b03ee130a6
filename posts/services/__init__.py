"""Deeds with posts: each is one SQL function of the same name, in one transaction."""

from posts.services.likes import like_post, unlike_post
from posts.services.posts import create_post, delete_post

__all__ = ["create_post", "delete_post", "like_post", "unlike_post"]
