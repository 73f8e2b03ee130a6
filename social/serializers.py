"""What the social doors answer, for the schema: PostgreSQL builds the JSON itself."""

from django.conf import settings
from django.utils import timezone
from rest_framework import serializers

from accounts.serializers import Relation, UserSummary
from social.models.quiet import ACTIONS, MATCHES
from topin.text import VISIBLE
from topin.text_fields import TextField

SEARCH_LENGTH = 200  # of what is searched for


class PageQuery(serializers.Serializer):
    """The query of every list, for the schema; `topin.rest.page_arguments` reads it."""

    limit = serializers.IntegerField(min_value=1, max_value=100, default=20)
    cursor = serializers.CharField(required=False, help_text="`next_cursor` of the page before")


class SearchQuery(serializers.Serializer):
    q = TextField(SEARCH_LENGTH, help_text="what is looked for: 1 to 200 characters")


class HintedMember(UserSummary):
    following = serializers.BooleanField()


class HintPage(serializers.Serializer):
    items = HintedMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)


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


class NewMutedWord(serializers.Serializer):
    phrase = TextField(settings.MUTED_WORD_LENGTH, help_text="a word, a phrase or a #tag; case does not matter")
    match = serializers.ChoiceField(MATCHES, default="word")
    action = serializers.ChoiceField(ACTIONS, default="hide")
    expires_at = serializers.DateTimeField(allow_null=True, default=None, help_text="null: for good")

    def validate_phrase(self, value):
        if not VISIBLE.search(value):
            raise serializers.ValidationError("Something has to be seen of it", code="invisible")
        return value


class MutedWord(serializers.Serializer):
    id = serializers.UUIDField()
    phrase = serializers.CharField()
    match = serializers.ChoiceField(MATCHES)
    action = serializers.ChoiceField(ACTIONS)
    expires_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class MutedWordPage(serializers.Serializer):
    items = MutedWord(many=True)
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


class SuggestionReason(serializers.Serializer):
    code = serializers.ChoiceField(["followed_by", "follows_you", "same_circle", "shared_tags", "popular"])
    text = serializers.CharField()


class SuggestedMember(UserSummary):
    reason = SuggestionReason()


class SuggestionPage(serializers.Serializer):
    items = SuggestedMember(many=True)
    next_cursor = serializers.CharField(allow_null=True)
