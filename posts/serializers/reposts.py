"""Reposts."""

from rest_framework import serializers


class PostReposts(serializers.Serializer):
    reposted = serializers.BooleanField()
    reposts = serializers.IntegerField()
