"""Views."""

from django.conf import settings
from rest_framework import serializers

from topin.lists import ShortList


class ViewedPosts(serializers.Serializer):
    post_ids = ShortList(child=serializers.UUIDField(), max_length=settings.VIEWS_AT_ONCE)
