"""Views."""

from django.conf import settings
from rest_framework import serializers


class ViewedPosts(serializers.Serializer):
    post_ids = serializers.ListField(child=serializers.UUIDField(), max_length=settings.VIEWS_AT_ONCE)
