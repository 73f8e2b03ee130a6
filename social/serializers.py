"""What the social doors answer, for the schema: PostgreSQL builds the JSON itself."""

from django.utils import timezone
from rest_framework import serializers

from accounts.serializers import Relation, UserSummary


class PageQuery(serializers.Serializer):
    """The query of every list, for the schema; `topin.rest.page_arguments` reads it."""

    limit = serializers.IntegerField(min_value=1, max_value=100, default=20)
    cursor = serializers.CharField(required=False, help_text="`next_cursor` of the page before")


class ListedMember(UserSummary):
    viewer = Relation(allow_null=True)


class MemberPage(serializers.Serializer):
    items = ListedMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class BlockedMember(UserSummary):
    blocked_at = serializers.DateTimeField()


class BlockedPage(serializers.Serializer):
    items = BlockedMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class MutedMember(UserSummary):
    muted_at = serializers.DateTimeField()


class MutedPage(serializers.Serializer):
    items = MutedMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class Follow(serializers.Serializer):
    follow = serializers.ChoiceField(["none", "requested", "following"])
    mutual = serializers.BooleanField()


class AskedMember(UserSummary):
    requested_at = serializers.DateTimeField()


class RequestPage(serializers.Serializer):
    items = AskedMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class AskedUpTo(serializers.Serializer):
    up_to = serializers.DateTimeField(default=timezone.now, help_text="who asked later goes on waiting")


class Approved(serializers.Serializer):
    approved = serializers.IntegerField(help_text="at once; with very many requests the others follow by and by")
