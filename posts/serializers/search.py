"""What search takes and finds, for the schema: PostgreSQL builds the JSON itself."""

from rest_framework import serializers

from posts.serializers.posts import Post
from social.serializers import SearchQuery


class PostSearchQuery(SearchQuery):
    sort = serializers.ChoiceField(["best", "new"], default="best")


class Match(serializers.Serializer):
    """Where a post has what was asked for."""

    text = serializers.CharField(
        help_text="the part of the post's text around it; … stands where something is left out"
    )
    ranges = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text="what to mark in this text: [start, end), counted in code points",
    )


class FoundPost(Post):
    match = Match()


class FoundPostPage(serializers.Serializer):
    items = FoundPost(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class FoundTag(serializers.Serializer):
    tag = serializers.CharField()
    posts_count = serializers.IntegerField(help_text="posts that you may see; counted up to a limit")
    trending = serializers.BooleanField()


class FoundTagPage(serializers.Serializer):
    items = FoundTag(many=True)
    next_cursor = serializers.CharField(allow_null=True)
