"""What the notifications' doors take, and what they answer (for the schema)."""

from django.utils import timezone
from rest_framework import serializers

from accounts.notification_kinds import KINDS
from accounts.serializers import UserSummary


class Wanted(serializers.Serializer):
    """The query of the list."""

    kind = serializers.ChoiceField(KINDS, required=False, default=None)
    unread = serializers.BooleanField(required=False, default=False)


class UpTo(serializers.Serializer):
    up_to = serializers.DateTimeField(default=timezone.now)


class Subject(serializers.Serializer):
    type = serializers.CharField(allow_null=True)
    id = serializers.UUIDField(allow_null=True)


class Notification(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(KINDS)
    actors = UserSummary(many=True)
    actors_count = serializers.IntegerField()
    subject = Subject()
    text = serializers.CharField(
        help_text="One sentence in the language that the member chose, else in one that Accept-Language asks for"
    )
    url = serializers.CharField()
    read = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class NotificationPage(serializers.Serializer):
    items = Notification(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class UnreadCount(serializers.Serializer):
    count = serializers.IntegerField()
