"""Views."""

from django.conf import settings
from rest_framework import serializers

from topin.lists import ShortList


class ViewReport(serializers.Serializer):
    seconds = serializers.FloatField(
        required=False, min_value=0, max_value=86_400, help_text="how long it was looked at; moves a member's interests"
    )


class ViewedPosts(serializers.Serializer):
    post_ids = ShortList(child=serializers.UUIDField(), max_length=settings.VIEWS_AT_ONCE)
