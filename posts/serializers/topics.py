"""Topics."""

from rest_framework import serializers


class TrendingTopic(serializers.Serializer):
    tag = serializers.CharField()
    posts_count = serializers.IntegerField(help_text="public posts of the last hours")
    people_count = serializers.IntegerField(help_text="who wrote them")
    velocity = serializers.FloatField(help_text="how many standard deviations more people than usual at this hour")
    trending = serializers.BooleanField()


class TrendingTopics(serializers.Serializer):
    items = TrendingTopic(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class MyTopics(serializers.Serializer):
    followed = serializers.ListField(child=serializers.CharField())
    muted = serializers.ListField(child=serializers.CharField())
