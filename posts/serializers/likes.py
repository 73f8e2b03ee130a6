"""Likes and likers."""

from rest_framework import serializers

from accounts.serializers import UserSummary


class LikerPage(serializers.Serializer):
    items = UserSummary(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class PostLikes(serializers.Serializer):
    liked = serializers.BooleanField()
    likes = serializers.IntegerField()
