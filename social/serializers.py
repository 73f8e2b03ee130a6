"""What the social doors answer, for the schema: PostgreSQL builds the JSON itself."""

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


class Follow(serializers.Serializer):
    follow = serializers.ChoiceField(["none", "requested", "following"])
    mutual = serializers.BooleanField()
