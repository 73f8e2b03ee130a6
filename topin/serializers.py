"""What the ground floor's doors answer, for the API's schema."""

from rest_framework import serializers


class Ticket(serializers.Serializer):
    """Lets one socket in, once."""

    ticket = serializers.CharField()
    url = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="seconds")


class StreamEvent(serializers.Serializer):
    seq = serializers.IntegerField()
    kind = serializers.CharField()
    payload = serializers.DictField()


class StreamPage(serializers.Serializer):
    """A part of the member's own stream, in order and without gaps."""

    items = StreamEvent(many=True)
    cursor = serializers.CharField()
    has_more = serializers.BooleanField()
