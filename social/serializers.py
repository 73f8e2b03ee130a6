"""What the social doors answer, for the schema: PostgreSQL builds the JSON itself."""

from rest_framework import serializers

FOLLOW_STATES = ["none", "requested", "following"]


class PageQuery(serializers.Serializer):
    """The query of every list, for the schema; `topin.rest.page_arguments` reads it."""

    limit = serializers.IntegerField(min_value=1, max_value=100, default=20)
    cursor = serializers.CharField(required=False, help_text="`next_cursor` of the page before")


class UserSummary(serializers.Serializer):
    id = serializers.UUIDField()
    handle = serializers.CharField()
    display_name = serializers.CharField()
    avatar_url = serializers.CharField(allow_null=True)
    is_verified = serializers.BooleanField()
    is_private = serializers.BooleanField()


class Relation(serializers.Serializer):
    """What the viewer and a member are to each other."""

    is_self = serializers.BooleanField()
    follow = serializers.ChoiceField(FOLLOW_STATES)
    followed_by = serializers.BooleanField()
    mutual = serializers.BooleanField()
    blocking = serializers.BooleanField()
    muting = serializers.BooleanField()
    liked = serializers.BooleanField()
    can_message = serializers.ChoiceField(["yes", "request", "no"])


class ListedMember(UserSummary):
    viewer = Relation(allow_null=True)


class MemberPage(serializers.Serializer):
    items = ListedMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class Follow(serializers.Serializer):
    follow = serializers.ChoiceField(FOLLOW_STATES)
    mutual = serializers.BooleanField()
