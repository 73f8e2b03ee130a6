"""Polls and votes."""

from django.conf import settings
from rest_framework import serializers

from topin.lists import ShortList


class Choice(serializers.Serializer):
    option_ids = ShortList(
        child=serializers.UUIDField(), max_length=settings.POLL_OPTIONS, help_text="none withdraws the vote"
    )


class PollOption(serializers.Serializer):
    id = serializers.UUIDField()
    text = serializers.CharField()
    votes = serializers.IntegerField(allow_null=True)


class Poll(serializers.Serializer):
    """How people voted is null until the viewer voted or the poll closed; the author always knows."""

    id = serializers.UUIDField()
    options = PollOption(many=True)
    multiple = serializers.BooleanField()
    closes_in = serializers.IntegerField(help_text="seconds that it runs from publishing on")
    closes_at = serializers.DateTimeField(allow_null=True, help_text="null: not published yet")
    closed = serializers.BooleanField()
    voters_count = serializers.IntegerField(allow_null=True)
    viewer_votes = serializers.ListField(child=serializers.UUIDField())
